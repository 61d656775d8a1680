import 'refport-embed/define';
import { RefportEmbed } from 'refport-embed';
import { connectToHost } from 'refport-embed/portal';
import { Refport, embedTokenHandler } from 'refport-embed/server';
import { toNodeListener } from 'refport-embed/server/node';
import { createIssuer } from 'refport-embed/issuer';

const here = [RefportEmbed, connectToHost, Refport, embedTokenHandler, toNodeListener, createIssuer];
if (here.every((door) => typeof door === 'function')) {
  console.log('refport-embed, define, portal, server and issuer are here');
}
