/** What the demo tells about itself while it runs: nothing on the terminal, everything to whoever drives it. */
export type DemoEvent =
  | {
      kind: 'request';
      /** Host name of the origin: `localhost`, `cdn.localhost` or `portal.localhost`. */
      site: string;
      method: string;
      path: string;
      /** `asked` when the request comes in; later the status of its answer, or that the browser hung up. */
      status: number | 'asked' | 'abandoned';
    }
  /** The issuer did not give the host what it asked for. */
  | { kind: 'vendor-error'; code: string }
  | { kind: 'csp-report'; directive: string; blocked: string };

export type DemoLog = (event: DemoEvent) => void;
