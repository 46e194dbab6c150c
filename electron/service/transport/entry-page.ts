const OLD_LINK =
  '<p role="alert">这个链接属于上一次启动，或者是在另一台设备上打开的。<br>This link is from an earlier start, or was opened on another device.</p>'

/** The page of the bare address: it says in both languages where each of the three kinds of people go on. */
export const entryPage = (problem: 'oldLink' | null): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>回头直播台 · Huitou Studio</title>
<style>
  :root { color-scheme: dark light; font: 16px/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #14171a; color: #e6e9ec }
  main { max-width: 34rem; padding: 2rem 1.5rem }
  h1 { font-size: 1.5rem; margin: 0 0 1.5rem }
  a { display: block; padding: .75rem 1rem; margin: .75rem 0; border: 1px solid #343b42; border-radius: .5rem; background: #1c2126; color: #5fd4c4; text-decoration: none }
  a small, p { color: #a4adb5 }
  a small { display: block }
  [role=alert] { color: #f0b86e }
</style>
</head>
<body>
<main>
<h1>回头直播台 · Huitou Studio</h1>
${problem === null ? '' : OLD_LINK}
<a href="/watch/">看直播 · Watch the show<small>输入主播给的 6 位观众码，或扫主播的二维码<br>Enter the six-digit viewer code or scan the host's QR code</small></a>
<a href="/console/">助播/场控 · Moderate<small>输入主播给的 6 位配对码（10 分钟内有效）<br>Enter the six-digit pairing code (valid for ten minutes)</small></a>
<p>主播请在演播电脑上打开启动时显示的完整链接（带 token）。<br>Hosts: on the studio PC, open the full link that was shown when the studio started (the one with a token).</p>
</main>
</body>
</html>
`

/** In place of a page that has not been built. */
export const NOT_BUILT_PAGE = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>回头直播台 · Huitou Studio</title></head>
<body><p>界面文件尚未生成，请先运行 npm run build。</p><p>The pages have not been built yet: run npm run build first.</p></body></html>
`
