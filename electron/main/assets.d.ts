/** A file electron-vite copies beside the bundle; the import gives its path at run time. */
declare module '*?asset' {
  const path: string
  export default path
}
