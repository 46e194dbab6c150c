const VIEW = 'prompter'

/** Whether this page is the prompter alone, without cameras and controls. */
export const isPrompterPage = (query: string): boolean => new URLSearchParams(query).get('view') === VIEW

/** Opens the prompter in a window of its own, or brings it to the front. False when the browser blocked it. */
export function openPrompterWindow(): boolean {
  const opened = window.open(`?view=${VIEW}`, 'huitou-prompter', 'popup,width=1366,height=768')
  opened?.focus()
  return opened !== null
}
