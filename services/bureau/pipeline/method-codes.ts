/** What an answer of the interface asks us to do next. Source: interface specification V3.0, list of method codes. */
export type Reaction =
  | 'accepted' // done; a download brings a file
  | 'drained' // nothing more to download
  | 'more' // call again at once
  | 'stop_channel' // an account or set-up fault: no retry, it could lock the account
  | 'refused' // this file is at fault
  | 'missing_files' // earlier numbers have to be sent first
  | 'park' // not now
  | 'unknown' // may or may not have been taken: ask isp_querypreviousupload

export type MethodCode = { meaning: { zh: string, en: string }, reaction: Reaction }

const METHOD_CODES = new Map<number, MethodCode>([
  [0, row('操作完成', 'Done', 'accepted')],
  [1, row('操作完成，数据已全部下载', 'Done, everything has been downloaded', 'drained')],
  [2, row('当前没有可下载的数据', 'Nothing to download now', 'drained')],
  [3, row('还有数据待下载', 'More data is waiting', 'more')],
  [4, row('用户名错误', 'User name wrong', 'stop_channel')],
  [5, row('口令错误', 'Password wrong', 'stop_channel')],
  [6, row('文件无法解密', 'File cannot be decrypted', 'stop_channel')],
  [7, row('文件哈希值不符', 'File does not match its hash', 'stop_channel')],
  [8, row('文件无法解压缩', 'File cannot be unzipped', 'stop_channel')],
  [9, row('未知的加密算法', 'Encryption algorithm unknown', 'stop_channel')],
  [10, row('未知的哈希算法', 'Hash algorithm unknown', 'stop_channel')],
  [11, row('未知的压缩格式', 'Compression format unknown', 'stop_channel')],
  [12, row('认证被拒绝', 'Authentication refused', 'stop_channel')],
  [13, row('报备单位不属于本省', 'The reporting unit is not of this province', 'stop_channel')],
  [14, row('须先上报缺失的文件', 'Not taken: missing files have to be sent first', 'missing_files')],
  [15, row('未处理的文件过多', 'Not taken: too many unprocessed files', 'park')],
  [16, row('随机字符串长度不足', 'Random text too short', 'stop_channel')],
  [17, row('压缩包内须有且仅有一个文件', 'Not exactly one file in the archive', 'refused')],
  [18, row('文件超过50MB', 'File larger than 50 MB', 'refused')],
  [19, row('报备权限未开通', 'The right to report is not opened', 'stop_channel')],
  [20, row('不在报备时间内', 'Outside reporting hours', 'park')],
  [21, row('确认下载时缺少文件名', 'Acknowledgement without a file name', 'stop_channel')],
  [22, row('备案密码校验次数过多', 'Filing password checked too often', 'refused')],
  [901, row('系统维护，暂停上报', 'Maintenance: uploads are refused', 'park')],
  [902, row('系统维护，暂停下载', 'Maintenance: downloads are refused', 'park')],
  [999, row('其他错误', 'Other error', 'unknown')]
])

const UNKNOWN = row('未知的返回', 'Unknown answer', 'unknown')

/** Null stands for an answer without a code. */
export function methodCode (code: number | null): MethodCode {
  return (code === null ? undefined : METHOD_CODES.get(code)) ?? UNKNOWN
}

function row (zh: string, en: string, reaction: Reaction): MethodCode {
  return { meaning: { zh, en }, reaction }
}
