import { desktopCapturer, Menu } from 'electron'
import type { DesktopCapturerSource, MenuItemConstructorOptions } from 'electron'
import { fill } from './texts.ts'
import type { ShellTexts } from './texts.ts'

const THUMBNAIL = { width: 160, height: 90 }

/**
 * Lets the person pick a screen or window from a native menu with small pictures, under the pointer. Undefined when
 * they press elsewhere. Systems with a chooser of their own (macOS 15, Wayland) never get here.
 */
export async function chooseScreen(texts: ShellTexts): Promise<DesktopCapturerSource | undefined> {
  const screens = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: THUMBNAIL })
  const windows = await desktopCapturer.getSources({ types: ['window'], thumbnailSize: THUMBNAIL })
  return new Promise((resolve) => {
    const item = (source: DesktopCapturerSource, label: string): MenuItemConstructorOptions => ({
      label,
      ...(source.thumbnail.isEmpty() ? {} : { icon: source.thumbnail }),
      click: () => resolve(source),
    })
    const entries: MenuItemConstructorOptions[] = [
      ...screens.map((source, index) => item(source, fill(texts.wholeScreen, { number: index + 1 }))),
      { type: 'separator' },
      ...windows.map((source) => item(source, source.name)),
    ]
    const nothing: MenuItemConstructorOptions[] = [{ label: texts.nothingToShare, enabled: false }]
    const menu = Menu.buildFromTemplate(screens.length + windows.length > 0 ? entries : nothing)
    // The click arrives after the menu closed; a choice already made makes this second answer a no-op.
    menu.popup({ callback: () => setImmediate(() => resolve(undefined)) })
  })
}
