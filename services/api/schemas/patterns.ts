/** RFC 3339, section 5.6, without leap seconds and in capitals. */
export const MOMENT = '^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)$'

export const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

/** Neither control characters nor halves of surrogate pairs, which are no characters. */
export const ONE_LINE = '^[^\\p{Cc}\\p{Cs}]*$'

/** Without a space at either end. */
export const TRIMMED = '^(?!\\s)[^\\p{Cc}\\p{Cs}]*(?<!\\s)$'

/** As `ONE_LINE`, with tabs and ends of lines, and with something to be read in it: a space is no reason. */
export const LINES = '^(?=[\\s\\S]*[^\\s\\p{Cf}])([^\\p{Cc}\\p{Cs}]|[\\t\\n\\r])*$'
