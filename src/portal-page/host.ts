/** What the portal tells the page around it, in whichever dialect that page speaks. */
export interface Host {
  /** The partner's data is on the page. */
  ready(): void;
  /**
   * The token was no good, for the reason that the issuer gives. Answers whether the host was told: whether another token may
   * be on its way.
   */
  refused(code: string, message: string): boolean;
}
