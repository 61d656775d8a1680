/** What every page of tests is given: input like a person's, and a console that may not complain unheard. */
import { expect, fixture, html } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { announceConsoleErrors } from '../../support/page/console-guard.js';

describe('input', () => {
  it('clicks for real', async () => {
    const button = await fixture<HTMLButtonElement>(
      html`<button style="position: fixed; left: 20px; top: 20px; width: 80px; height: 40px">Copy</button>`,
    );
    const clicks: boolean[] = [];
    button.addEventListener('click', (event) => clicks.push(event.isTrusted));
    await sendMouse({ type: 'click', position: [50, 40] });
    await resetMouse();
    expect(clicks).to.deep.equal([true]);
  });

  it('types for real', async () => {
    const form = await fixture(
      html`<form><input aria-label="Name" /><button type="button">Save</button></form>`,
    );
    const [input, button] = [form.querySelector('input'), form.querySelector('button')];
    input?.focus();
    await sendKeys({ type: 'Zoë' });
    await sendKeys({ press: 'Tab' });
    expect(input?.value).to.equal('Zoë');
    expect(document.activeElement).to.equal(button);
  });
});

describe('the console', () => {
  /** Calls console.error, and answers the error that the page reported to the test runner, were there one. */
  function complain(message: string): string | undefined {
    let reported: string | undefined;
    const { reportError } = globalThis;
    globalThis.reportError = (error: Error) => {
      reported = error.message;
    };
    console.error(message);
    globalThis.reportError = reportError;
    return reported;
  }

  it('fails a test on an error that nobody announced', () => {
    announceConsoleErrors(/^the rig itself:/);
    expect(complain('the rig itself: expected')).to.equal(undefined);
    expect(complain('something else')).to.equal('Unexpected console.error: something else');
  });
});
