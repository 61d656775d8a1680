/** What a portal's page does. */
import { connectToHost, type HostConnection } from 'refport-embed/portal';

const host: HostConnection = connectToHost({
  allowedOrigins: ['https://acme.example'],
  onToken: (token, { n, expiresInSeconds }) => {
    console.log(token.length, n, expiresInSeconds?.toFixed());
    host.ready();
  },
});
