const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** A file size for people, in steps of 1024: 1 536 000 → "1.5 MB". */
export function formatBytes(bytes: number): string {
  const step = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** step
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[step] ?? 'B'}`
}
