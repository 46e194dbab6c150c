const END_RECORD = 0x06054b50
const ENTRY = 0x02014b50
const END_RECORD_BYTES = 22
const COMMENT_MAX_BYTES = 0xffff

/**
 * What the files of a ZIP archive hold unpacked, by its central directory (APPNOTE.TXT 4.3.12 and 4.3.16); null when
 * there is none, as in a file that was cut off.
 */
export function unpackedBytes(zip: Buffer): number | null {
  const end = endRecord(zip)
  if (end === null) return null
  const entries = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  let total = 0
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) return null
    total += zip.readUInt32LE(at + 24)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return total
}

function endRecord(zip: Buffer): number | null {
  const first = Math.max(0, zip.length - END_RECORD_BYTES - COMMENT_MAX_BYTES)
  for (let at = zip.length - END_RECORD_BYTES; at >= first; at--) {
    if (zip.readUInt32LE(at) === END_RECORD) return at
  }
  return null
}
