/** The part of jsdom that the tests use. Its own types bring a browser's, which would be there for all of the project. */
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options: { readonly runScripts: "outside-only" });
    readonly window: {
      readonly eval: (script: string) => unknown;
      readonly document: { readonly documentElement: unknown };
    };
  }
}
