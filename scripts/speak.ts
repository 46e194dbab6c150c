const chinese = Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh')

/** Text for a terminal, in Chinese where the system's locale is Chinese and in English elsewhere. */
export function inWords(zh: string, en: string): string {
  return chinese ? zh : en
}

/** Prints one line for the person who started the command. Standard output stays free for machine-readable lines. */
export function say(zh: string, en: string): void {
  console.error(inWords(zh, en))
}
