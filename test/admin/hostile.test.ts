import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { fileNameProblem } from '../../shared/rules/file-names.ts'
import { type Site, startApp } from '../client.ts'
import * as hostile from './hostile-files.ts'

const WORDS = {
  photo_title: 'A test',
  photo_alt: 'Coloured fields',
  photo_author: 'Ada',
  photo_licence: 'CC BY 4.0',
  photo_source: '',
  photo_description: '',
}

const fields = (width = 400, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#c84' } })

/** A picture no encoder makes small, so that half of its file is half of the picture. */
const noise = () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  return sharp({ create: { width: 300, height: 300, channels: 3, background: '#123', noise } })
}

describe('Hostile files', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let data: string
  let jpeg: Buffer
  let png: Buffer
  let avif: Buffer
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    data = process.env.DATA_DIR!
    jpeg = await fields().jpeg().toBuffer()
    png = await fields().png().toBuffer()
    avif = await fields(64, 64).avif({ effort: 0 }).toBuffer()
  })
  after(() => site.close())

  const send = (bytes: Buffer | string, name: string) => {
    const file = new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name)
    return editor.post('/admin/photos', { ...WORDS, photo_file: file })
  }

  const lyingAbout = () =>
    readdirSync(join(data, 'incoming'), { withFileTypes: true, recursive: true }).filter((one) =>
      one.isFile(),
    )

  const photos = async () => (await site.db.selectFrom('photos').select('id').execute()).length

  async function refused(bytes: Buffer | string, name: string, why: RegExp) {
    const before = await photos()
    const page = await send(bytes, name)
    assert.equal(page.status, 422, name)
    const said = /class="error"[^>]*>([\s\S]*?)<\//.exec(page.text)?.[1] ?? ''
    assert.match(said, why, name)
    assert.doesNotMatch(said, /vips|heif|sharp|libjpeg|libpng|webp:|exceeds/i, 'a sentence for a person')
    assert.match(page.text, /value="Coloured fields"/, 'nothing typed is lost')
    assert.equal(await photos(), before)
    assert.deepEqual(lyingAbout(), [])
  }

  async function taken(bytes: Buffer, name: string) {
    const page = await send(bytes, name)
    assert.equal(page.status, 303, `${name}: ${/class="error"[^>]*>([^<]*)/.exec(page.text)?.[1]}`)
  }

  /** After the worst of them: the same process takes a photo nobody has seen yet, and answers. */
  const livesOn = async () => {
    await taken(await noise().jpeg().toBuffer(), 'good.jpg')
    assert.equal((await editor.get('/admin')).status, 200)
  }

  const check = async (bytes: Buffer) => {
    const path = join(data, 'checked')
    writeFileSync(path, bytes)
    const { checkFile } = await import('../../shared/media/check.ts')
    return await checkFile(path)
  }

  test('what is no photo is told what it is instead, whatever its name says', async () => {
    await refused(hostile.SVG, 'photo.jpg', /drawing \(SVG\)/)
    await refused(hostile.PDF, 'photo.jpg', /document \(PDF\)/)
    await refused(hostile.zip(), 'photo.png', /archive \(ZIP\)/)
    await refused(hostile.film(), 'photo.avif', /a film/)
    await refused('just words', 'photo.webp', /not a photo that can be used/)
    await refused(hostile.tiffClaiming(26_128), 'photo.jpg', /TIFF/)
    await refused(await fields().tiff().toBuffer(), 'photo.jpg', /TIFF/)
    await livesOn()
  })

  test('the decoder itself opens files of the four formats and nothing else', async () => {
    await check(jpeg)
    const others = {
      svg: Buffer.from(hostile.SVG),
      gif: hostile.gif(1),
      tiff: await fields().tiff().toBuffer(),
    }
    for (const [name, bytes] of Object.entries(others)) {
      const path = join(data, `other.${name}`)
      writeFileSync(path, bytes)
      for (const input of [path, bytes, jpeg]) {
        const why = /unsupported image format/
        await assert.rejects(sharp(input).metadata(), why, name)
      }
    }
  })

  test('HEIC is refused with the way out', async () => {
    await refused(hostile.heic(), 'IMG_0001.HEIC', /Most compatible/)
    await refused(hostile.heic('mif1avif'), 'says-avif.avif', /Most compatible/)
    await livesOn()
  })

  test('a photo that is something else too is refused', async () => {
    const behind = (cargo: Buffer | string) => Buffer.concat([jpeg, Buffer.from(cargo)])
    await refused(behind(hostile.zip()), 'zip.jpg', /archive \(ZIP\)/)
    await refused(behind(hostile.zip('x'.repeat(60_000))), 'zip-comment.jpg', /archive \(ZIP\)/)
    await refused(
      Buffer.concat([behind(hostile.zip()), Buffer.alloc(500)]),
      'zip-zeros.jpg',
      /archive \(ZIP\)/,
    )
    await refused(behind(hostile.zipOfManyGigabytes()), 'zip-64.jpg', /archive \(ZIP\)/)
    await refused(hostile.withZipBehindCounted(jpeg), 'zip-counted.jpg', /archive \(ZIP\)/)
    const large = await noise().jpeg().toBuffer()
    await refused(hostile.withComment(large, '%PDF-1.4\n1 0 obj'), 'pdf-head.jpg', /document \(PDF\)/)
    await refused(Buffer.concat([large, Buffer.from(hostile.PDF)]), 'pdf-end.jpg', /document \(PDF\)/)
    await refused(behind('Rar!\x1a\x07\0'), 'rar.jpg', /archive \(RAR/)
    await livesOn()
  })

  test('a photo with the code of a program or of a page in it is refused', async () => {
    const codes = [
      '<?php system($_GET["c"]); ?>',
      '<?= `$_GET[0]` ?>',
      '<script>alert(1)</script>',
      '<SCRIPT src=//evil.example>',
      '<!DOCTYPE html><p>',
      '<html><body>',
      '"><img src=x onerror=alert(1)>',
      '<svg onload="alert(1)">',
    ]
    const text = (code: string) => hostile.chunk('tEXt', 'Comment\0', code)
    for (const code of codes) {
      await refused(hostile.withComment(jpeg, code), `${code}.jpg`.replaceAll('/', ''), /code of a program/)
      await refused(hostile.withChunks(png, text(code)), 'comment.png', /code of a program/)
      await refused(Buffer.concat([avif, Buffer.from(code)]), 'behind.avif', /code of a program/)
    }
    const begins = hostile.withComment(jpeg, '').subarray(6)
    const comment = Buffer.concat([jpeg.subarray(0, 3), Buffer.from('\xe0/*', 'latin1'), begins])
    await refused(comment, 'comment-head.jpg', /code of a program/)
    await livesOn()
  })

  test('what phones put into their photos and behind them stays there', async () => {
    await taken(hostile.withFilmBehind(jpeg), 'motion.jpg')
    const light = await fields(100, 75).greyscale().jpeg({ progressive: true }).toBuffer()
    await taken(hostile.withPicturesBehind(jpeg, [light, jpeg, light]), 'lights.jpg')
    await taken(hostile.withNonsenseExif(jpeg), 'nonsense.jpg')
    await taken(hostile.withComment(jpeg, 'Taken <b>by</b> Ada & Ben, 3 < 4, <3, a?=b ?>'), 'comment.jpg')
    await taken(hostile.withChunks(png, hostile.unfolding('zTXt', 1000)), 'text.png')
    await taken(await fields(401).jpeg({ progressive: true }).toBuffer(), 'progressive.jpg')
  })

  test('chance alone never makes a photo hostile', async () => {
    const { bytesProblem } = await import('../../shared/media/bytes.ts')
    for (let turn = 0; turn < 10; turn++)
      assert.equal(
        bytesProblem(Buffer.concat([jpeg, randomBytes(1_000_000), Buffer.from('PK\x05\x06')])),
        undefined,
      )
  })

  test('more than 50 megapixels are refused before any of them is opened', async () => {
    const bomb = hostile.oneBit(16_000)
    assert.ok(bomb.length < 40_000)
    await refused(bomb, 'bomb.png', /more than 50 megapixels/)
    for (const side of [7100, 16_000, 40_000])
      await refused(hostile.claiming(png, side), `${side}.png`, /more than 50 megapixels/)
    await refused(hostile.avifClaiming(avif, 17_000), 'grid.avif', /more than 50 megapixels/)
    await refused(hostile.manyScans(17_000, 17_000, 1), 'wide.jpg', /more than 50 megapixels/)
    await livesOn()
  })

  test('an AVIF that is larger inside than it says is not opened', async () => {
    const inside = await fields(900, 900).avif({ effort: 0 }).toBuffer()
    await refused(hostile.avifClaiming(inside, 16), 'lies.avif', /damaged/)
    await livesOn()
  })

  test('49 megapixels are a photo, and one that is far too long is not', async () => {
    assert.deepEqual(await check(hostile.oneBit(7000)), {
      format: 'png',
      width: 7000,
      height: 7000,
    })
    await taken(await fields(1000, 8000).jpeg().toBuffer(), 'long.jpg')
    await refused(await fields(1000, 8001).jpeg().toBuffer(), 'longer.jpg', /more than 8 times as long/)
    await refused(await fields(20_000, 100).jpeg().toBuffer(), 'line.jpg', /more than 8 times as long/)
  })

  test('moving pictures are refused, however many their frames', async () => {
    await refused(hostile.gif(50_000), 'moving.gif', /a GIF/)
    await refused(hostile.withChunks(png, hostile.animationHead()), 'moving.png', /one frame/)
    await refused(hostile.avifSequence(avif), 'moving.avif', /one frame/)
    const frames = await Promise.all(
      ['#111', '#eee'].map(async (background, index) => {
        const path = join(data, `frame-${index}.png`)
        await sharp({ create: { width: 60, height: 60, channels: 3, background } }).toFile(path)
        return path
      }),
    )
    const moving = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer()
    await refused(moving, 'moving.webp', /one frame/)
    await livesOn()
  })

  test('what unfolds to gigabytes is not unfolded', async () => {
    const zTXt = hostile.unfolding('zTXt', 7_900_000)
    const iCCP = hostile.unfolding('iCCP', 200_000_000)
    await refused(hostile.withChunks(png, ...new Array(900).fill(zTXt)), 'texts.png', /more than 10 texts/)
    const ten = hostile.withChunks(png, ...new Array(10).fill(zTXt))
    await taken(ten, 'ten-texts.png')
    const another = hostile.chunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0<x/>')
    await refused(hostile.withChunks(ten, another), 'eleven-texts.png', /more than 10 texts/)
    await taken(hostile.withChunks(png, iCCP), 'colours.png')
    await taken(hostile.withChunks(png, hostile.unfolding('zTXt', 200_000_000)), 'one-text.png')
    assert.ok(process.resourceUsage().maxRSS < 1_500_000, 'all of that in less than 1.5 GB')
    await livesOn()
  })

  test('a JPEG that is drawn in thousands of steps is refused', async () => {
    await refused(hostile.manyScans(7000, 7000, 883), 'scans.jpg', /more than 100 steps/)
    await refused(hostile.manyScans(400, 300, 101), 'small.jpg', /more than 100 steps/)
    await taken(hostile.manyScans(400, 300, 100), 'hundred.jpg')
    await livesOn()
  })

  test('a damaged photo of any format is refused, and so is an empty file', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const whole = await noise().toFormat(format).toBuffer()
      for (const part of [0.5, 0.9, 0.05])
        await refused(whole.subarray(0, whole.length * part), `${part}.${format}`, /damaged/)
      await refused(whole.subarray(0, 16), `head.${format}`, /damaged/)
      await refused(Buffer.alloc(0), `empty.${format}`, /empty/)
    }
    await livesOn()
  })

  /** As no browser writes it: the name stands in the form byte by byte. */
  async function sendNamed(name: string, bytes = jpeg) {
    const fields = Object.entries({ ...WORDS, csrf: await editor.token() })
    const part = (about: string, value: Buffer | string) =>
      Buffer.concat(
        [`--x\r\nContent-Disposition: form-data; ${about}\r\n\r\n`, value, '\r\n'].map((one) =>
          Buffer.from(one),
        ),
      )
    const body = Buffer.concat([
      ...fields.map(([field, value]) => part(`name="${field}"`, value)),
      part(`name="photo_file"; ${name}`, bytes),
      Buffer.from('--x--\r\n'),
    ])
    const headers = {
      'Content-Type': 'multipart/form-data; boundary=x',
      Origin: site.url,
      'Sec-Fetch-Site': 'same-origin',
    }
    return await editor.request('/admin/photos', { method: 'POST', headers, body })
  }

  test('a name no file has is refused with its sentence, in the form that brought it', async () => {
    const before = await photos()
    const names: [string, RegExp][] = [
      ['filename="../../photo.jpg"', /The name of the file is a path/],
      ['filename="/etc/passwd"', /The name of the file is a path/],
      [String.raw`filename="..\\..\\photo.jpg"`, /The name of the file is a path/],
      ["filename*=UTF-8''..%2f..%2fphoto.jpg", /The name of the file is a path/],
      ['filename="photo\0.jpg"', /The name of the file has invisible/],
      ["filename*=UTF-8''photo%00.jpg", /The name of the file has invisible/],
      ['filename="photo\x1b[2J.jpg"', /The name of the file has invisible/],
      [`filename="${'x'.repeat(4000)}.jpg"`, /The name of the file is too long/],
    ]
    for (const [name, why] of names) {
      const page = await sendNamed(name)
      assert.equal(page.status, 422, name)
      assert.match(page.text, why, name)
      assert.match(page.text, /value="Coloured fields"/, 'nothing typed is lost')
    }
    assert.equal(await photos(), before)
    assert.deepEqual(lyingAbout(), [])
    assert.equal(
      (await sendNamed('filename="Schöner Platz.svg"', await fields(402).png().toBuffer())).status,
      303,
    )
    await livesOn()
  })

  test('a name is a path, has invisible characters or is too long, or is taken', () => {
    for (const name of [
      '../photo.jpg',
      '..',
      '.',
      '/etc/passwd',
      'a/b.jpg',
      '..\\photo.jpg',
      'C:\\photo.jpg',
    ])
      assert.match(fileNameProblem(name) ?? '', /is a path/, name)
    for (const sign of ['\0', '\n', '\r', '\t', '\x1b', '\x7f', '\x85'])
      assert.match(fileNameProblem(`photo${sign}.jpg`) ?? '', /invisible/)
    for (const name of ['x'.repeat(4000), 'x'.repeat(256), 'é'.repeat(128)])
      assert.match(fileNameProblem(name) ?? '', /too long/)
    const good = [
      'IMG_0001.JPG',
      'Schöner Platz … (2).jpeg',
      'x..y.png',
      '.hidden.png',
      '写真.webp',
      'Screenshot 2026-05-04 at 3.04.05\u202fPM.png',
      '\u200eWhatsApp Image.jpeg',
      '👩‍👩‍👧.jpg',
      'a\'b"c%00&<b>.jpg',
      'x'.repeat(255),
    ]
    for (const name of good) assert.equal(fileNameProblem(name), undefined, name)
  })
})
