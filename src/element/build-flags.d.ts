/** Set by the build: true in what development servers load (the `development` condition of package.json's exports). */
declare const DEVELOPMENT: boolean;
