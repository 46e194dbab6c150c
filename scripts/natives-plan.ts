/** How to fetch the native parts of Agora's SDK, or in `refusal` why that cannot be. */
export type NativesPlan =
  | { readonly arch: string; readonly env: Readonly<Record<string, string>> }
  | { readonly refusal: string }

/** Agora builds for Windows x64 and for macOS; on Windows for ARM the x64 ones run, in emulation. */
export function nativesPlan(platform: NodeJS.Platform, arch: string): NativesPlan {
  if (platform !== 'win32' && platform !== 'darwin') {
    return {
      refusal: `Agora has no native SDK for ${platform}. The studio works without it: the built-in engine makes the pictures.`,
    }
  }
  const wanted = platform === 'win32' && arch === 'arm64' ? 'x64' : arch
  return {
    arch: wanted,
    env: {
      npm_config_agora_electron_sdk_pre_built: '1',
      npm_config_agora_electron_sdk_platform: platform,
      npm_config_agora_electron_sdk_arch: wanted,
    },
  }
}
