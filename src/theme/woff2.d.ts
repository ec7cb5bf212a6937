/** A font file as a bundler hands it over: its address. */
declare module '*.woff2' {
  const url: string;
  export default url;
}
