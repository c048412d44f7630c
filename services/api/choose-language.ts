export type Language = 'zh' | 'en'

/** English unless the caller prefers Chinese: RFC 9110, section 12.5.4. */
export function chooseLanguage (acceptLanguage: string | undefined): Language {
  const [first] = (acceptLanguage ?? '').toLowerCase().split(',').map(readRange)
    .filter(({ language, quality }) => quality > 0 && /^(zh|en)(-|$)/.test(language))
    .sort((a, b) => b.quality - a.quality)
  return first?.language.startsWith('zh') ? 'zh' : 'en'
}

function readRange (range: string): { language: string, quality: number } {
  const [language = '', ...parameters] = range.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return { language, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
}
