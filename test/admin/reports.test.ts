import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { csv } from '../../admin/lists/csv.ts'

describe('A table as CSV', () => {
  test('holds nothing a spreadsheet would run', () => {
    for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])
      assert.match(csv([[evil]]), /^"?'/, JSON.stringify(evil))
    assert.equal(csv([[-5, 'a-b', undefined, 0.5]]), '-5,a-b,,0.5\r\n')
  })

  test('quotes what needs it', () => {
    assert.equal(csv([['a,b', 'say "hi"', 'two\nlines']]), '"a,b","say ""hi""","two\nlines"\r\n')
  })
})
