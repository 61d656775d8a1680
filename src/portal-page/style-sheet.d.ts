/** The build turns an imported style sheet into a file beside the script; the import itself has no value. */
declare module '*.css';
