/** MIME style, a line feed after 76 characters: real answers come like that, and no client may stumble. */
export function wrapBase64 (text: string): string {
  return text.replace(/.{76}(?=.)/g, '$&\n')
}
