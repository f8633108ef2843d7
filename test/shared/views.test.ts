import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const folder = join(import.meta.dirname, '../../views')

/** What is wrong with a template; empty when nothing is. */
function problems(template: string): string[] {
  const markup = template.replaceAll(/\{#[\s\S]*?#\}/g, '')
  // Tags of nunjucks taken out: what is left of an attribute's value must still stand in quotes.
  const plain = markup.replaceAll(/\{%[\s\S]*?%\}/g, ' ').replaceAll(/\{\{[\s\S]*?\}\}/g, 'X')
  const found: string[] = []
  if (/\|\s*safe\b|autoescape\s+false/.test(markup)) found.push('text is put out unescaped')
  if (/\sstyle\s*=/.test(plain)) found.push('a style attribute, which the policy forbids')
  if (/<style\b/i.test(plain)) found.push('an inline style sheet')
  if (/<script\b(?![^>]*\ssrc=)[^>]*>/i.test(plain)) found.push('an inline script')
  if (/<[a-z][^>]*\son[a-z]+\s*=/i.test(plain)) found.push('an inline handler')
  if (/javascript:/i.test(plain)) found.push('a link that is a script')
  for (const [tag] of plain.matchAll(/<[a-z][^<>]*>/gi)) {
    if (/\s[\w-]+=(?!["'])/.test(tag.replaceAll(/"[^"]*"|'[^']*'/g, '""')))
      found.push(`an unquoted attribute: ${tag}`)
  }
  if (/<form\b(?=[^>]*method="post")/i.test(plain) && !/csrf/.test(markup))
    found.push('a form without its token')
  return found
}

describe('Templates', () => {
  test('have nothing inline, nothing unescaped, and quotes around every attribute', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.njk'),
    )
    assert.ok(files.length > 20)
    for (const file of files) assert.deepEqual(problems(readFileSync(join(folder, file), 'utf8')), [], file)
  })

  test('are really looked at: planted faults are found', () => {
    for (const fault of [
      '{{ text | safe }}',
      '<p style="color: red">',
      '<style>p {}</style>',
      '<script>alert(1)</script>',
      '<a onclick="x()">',
      '<a href="javascript:x">',
      '<a href={{ url }}>',
      '<input value={% if x %}1{% endif %}>',
      '<form method="post" action="/x"></form>',
    ])
      assert.notDeepEqual(problems(fault), [], fault)
    assert.deepEqual(
      problems('<a href="{{ url }}"{% if x %} rel="next"{% endif %}>{{ a if b > c else d }}</a>'),
      [],
    )
  })
})
