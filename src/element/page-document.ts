/**
 * The document, past what names in somebody's content hide of it: after `<img name="addEventListener">`,
 * `document.addEventListener` is that image. What the prototype has cannot be hidden.
 */
export const pageDocument = new Proxy({} as Document, {
  // Nothing is touched before it is asked for: there is no document where the element is imported on a server.
  get(_, name) {
    const value: unknown = Reflect.get(Document.prototype, name, document);
    return typeof value === 'function' ? (value.bind(document) as unknown) : value;
  },
});
