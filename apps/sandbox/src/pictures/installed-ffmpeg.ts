/** The ffmpeg of the npm package; where that has none for the platform, or was left out of an image, the PATH's. */
export async function installedFfmpeg(): Promise<string> {
  try {
    const { default: installed } = await import('@ffmpeg-installer/ffmpeg')
    return installed.path
  } catch {
    return 'ffmpeg'
  }
}
