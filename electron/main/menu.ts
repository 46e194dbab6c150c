import type { MenuItemConstructorOptions } from 'electron'
import type { ShellTexts } from './texts.ts'

/**
 * The application menu. It holds no key that ends a show: no Esc, no Ctrl+W, and reload and developer tools only in
 * development. The page sees a key first, so its own F-keys win over these.
 */
export function menuTemplate(
  texts: ShellTexts,
  platform: NodeJS.Platform,
  development: boolean,
): MenuItemConstructorOptions[] {
  const edit: MenuItemConstructorOptions = {
    label: texts.edit,
    submenu: [
      { role: 'undo', label: texts.undo },
      { role: 'redo', label: texts.redo },
      { type: 'separator' },
      { role: 'cut', label: texts.cut },
      { role: 'copy', label: texts.copy },
      { role: 'paste', label: texts.paste },
      { role: 'selectAll', label: texts.selectAll },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: texts.view,
    submenu: [
      { role: 'resetZoom', label: texts.actualSize },
      { role: 'zoomIn', label: texts.zoomIn },
      { role: 'zoomOut', label: texts.zoomOut },
      { type: 'separator' },
      { role: 'togglefullscreen', label: texts.fullScreen },
    ],
  }
  const window: MenuItemConstructorOptions = {
    label: texts.window,
    submenu: [
      { role: 'minimize', label: texts.minimize },
      { label: texts.close, click: (_item, focused) => focused?.close() },
    ],
  }
  const studio: MenuItemConstructorOptions = {
    label: texts.studio,
    submenu:
      platform === 'darwin'
        ? [
            { role: 'about', label: texts.about },
            { type: 'separator' },
            { role: 'hide', label: texts.hide },
            { role: 'quit', label: texts.quit },
          ]
        : [{ role: 'about', label: texts.about }, { type: 'separator' }, { role: 'quit', label: texts.quit }],
  }
  const developer: MenuItemConstructorOptions = {
    label: texts.developer,
    submenu: [
      { role: 'reload', label: texts.reload },
      { role: 'toggleDevTools', label: texts.developerTools },
    ],
  }
  return [studio, edit, view, window, ...(development ? [developer] : [])]
}
