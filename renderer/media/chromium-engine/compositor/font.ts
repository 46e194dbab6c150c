/** What every word in the picture is set in: the system's Chinese sans, which the machine of a seller has. */
export const FONT =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif'
