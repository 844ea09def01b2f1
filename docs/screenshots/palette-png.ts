// Makes a picture of a page small: a PNG of at most 256 colours in place of one of millions. Knows what Chromium writes, no more.

import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** The same picture, its colours brought together where there are too many; transparency is lost. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png)
  const palette = paletteOf(pixels)
  const indexOf = nearestIn(palette)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y += 1) {
    // Each begins with its filter, which is none.
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = indexOf(pixels[y * width + x] ?? 0)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3], 8)
  const colours = Buffer.from(palette.flatMap((colour) => [...channelsOf(colour)]))
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const whole = Buffer.alloc(data.length + 12)
  whole.writeUInt32BE(data.length, 0)
  whole.write(type, 4, 'latin1')
  data.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length)
  return whole
}

interface Decoded {
  readonly width: number
  readonly height: number
  /** Each as `0xrrggbb`. */
  readonly pixels: Uint32Array
}

function decode(png: Buffer): Decoded {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const [depth, kind, , , interlace] = png.subarray(24, 29)
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlace !== 0) {
    throw new Error('This PNG is not as Chromium writes them.')
  }
  const step = kind === 2 ? 3 : 4
  const bytes = unfiltered(inflateSync(Buffer.concat(dataOf(png))), width * step, step)
  const pixels = Uint32Array.from({ length: width * height }, (_, index) =>
    bytes.readUIntBE(index * step, 3),
  )
  return { width, height, pixels }
}

function dataOf(png: Buffer): readonly Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const data = png.subarray(at + 8, at + 8 + length)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(data)
    at += length + 12
  }
  return found
}

/** https://www.w3.org/TR/png/#9Filters */
function unfiltered(filtered: Buffer, stride: number, step: number): Buffer {
  const height = filtered.length / (stride + 1)
  const bytes = Buffer.alloc(height * stride)
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (stride + 1)]
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x
      const left = x >= step ? (bytes[at - step] ?? 0) : 0
      const up = y > 0 ? (bytes[at - stride] ?? 0) : 0
      const corner = x >= step && y > 0 ? (bytes[at - stride - step] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0
      bytes[at] = (filtered[y * (stride + 1) + 1 + x] ?? 0) + guess
    }
  }
  return bytes
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp] = [Math.abs(up - corner), Math.abs(left - corner)]
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

const mostColours = 256

/** The commonest colours as they are, so that flat areas stay exact; the rest serve the edges of letters. */
function paletteOf(pixels: Uint32Array): readonly number[] {
  const counts = new Map<number, number>()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour)
  const palette: number[] = []
  // Ever closer together, until all places are taken.
  for (let apart = 40; palette.length < mostColours && apart >= 0; apart -= 4) {
    for (const colour of byCount) {
      if (palette.length === mostColours) break
      if (palette.every((other) => distance(colour, other) > apart * apart)) palette.push(colour)
    }
  }
  return palette
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map<number, number>()
  return (colour) => {
    const found = known.get(colour)
    if (found !== undefined) return found
    const distances = palette.map((other) => distance(colour, other))
    const nearest = distances.indexOf(Math.min(...distances))
    known.set(colour, nearest)
    return nearest
  }
}

function distance(one: number, other: number): number {
  const [r, g, b] = channelsOf(one)
  const [r2, g2, b2] = channelsOf(other)
  return (r - r2) ** 2 + (g - g2) ** 2 + (b - b2) ** 2
}

function channelsOf(colour: number): readonly [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255]
}
