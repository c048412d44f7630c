/**
 * Files computed once with other programs (node, python, openssl), so that our pipeline is not tested against itself.
 * Names, numbers and ids are invented; addresses are documentation ranges.
 */

export const CIPHER = { key: '0123456789abcdef', iv: '0102030405060708' }

export const UPLOAD_XML = '<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><ICP><ZXBA><Zx_xx><Zxlb>2</Zxlb><Jlid>330000000001</Jlid><Zxly>1</Zxly><Zxlybz>测试</Zxlybz></Zx_xx></ZXBA><Qqdwid>110000000001</Qqdwid></ICP></UploadData>'
export const UPLOAD_HASH = 'JkqsoMMBkB9h+2LzH7pBxQ=='

export const UPLOAD_STORED =
  'UEsDBBQAAAAAAAAAIQCT7Ns82wAAANsAAAANAAAAYmVpYW5pbmZvLnhtbDw/eG1sIHZlcnNpb249IjEuMCIgZW5jb2Rpbmc9IkdCSyI/PjxVcGxvYWREYXRh' +
  'IHZlcnNpb249IlYuMy4wIj48SUNQPjxaWEJBPjxaeF94eD48WnhsYj4yPC9aeGxiPjxKbGlkPjMzMDAwMDAwMDAwMTwvSmxpZD48WnhseT4xPC9aeGx5Pjxa' +
  'eGx5Yno+suLK1DwvWnhseWJ6PjwvWnhfeHg+PC9aWEJBPjxRcWR3aWQ+MTEwMDAwMDAwMDAxPC9RcWR3aWQ+PC9JQ1A+PC9VcGxvYWREYXRhPlBLAQIUABQA' +
  'AAAAAAAAIQCT7Ns82wAAANsAAAANAAAAAAAAAAAAAAAAAAAAAABiZWlhbmluZm8ueG1sUEsFBgAAAAABAAEAOwAAAAYBAAAAAA=='

export const UPLOAD_STORED_AES =
  'ZyI+hadEOL0nMLKgvxjQE5Ygmh/LZCvYtsqD02o+YFAVdAgaCpcwccpG80ZyQ/puF0FOI5ZaoanIXNMMuFaXO1Ldir/8EJwJaAtO62n0pd3vs5PsJvIXkDHX' +
  'tyrbrgu/4LRcKMqwyB+U33Qi+lASAhJTT0w03DPutn4sVrp16kBdmHfRLm2gTvzo3xXyVyBMcqCojG/1gG4JUBpIskIFBNFkNyUudQv86anI5M7zwvLjtyfe' +
  '8GpbwU1dtzgBWFTB6DS9OUle/Do30rRufwPjGI1a7qfd7h6Trs8FgwuhA6+Zcc9NGwiwCsg8oA+bBjt5lTYoEwNn/8+3l+qh18uptJ9eoqi0OlnM57oOcQpY' +
  'RLD1ONr6bPoIM+GB7oKL5L51BwK7BYmZ0OSL/ED7MUpdp4j0d2ernTnAmwuFcBvN+sk9u9pxvj3outzn4eWFeksGeGPXt4HMuROnnF493oqYmQ=='

export const UPLOAD_DEFLATED =
  'UEsDBBQAAAAIAAAAIQCT7Ns8lgAAANsAAAANAAAAYmVpYW5pbmZvLnhtbLOxr8jNUShLLSrOzM+zVTLUM1BSSM1Lzk/JzEu3VXJ38layt7MJLcjJT0xxSSxJ' +
  'RKgM0zPWM1Cys/F0DrCziYpwcrSziaqIr6gAUTlJdkY2+mDaxisnM8XO2NgABgxt9MFCIGWVdoZgZZUQXlKV3aZHp65AhJKq7EAMsIn6EPMDC1PKM1PsDA2R' +
  'DYMK2uiDHaKPcKodAFBLAQIUABQAAAAIAAAAIQCT7Ns8lgAAANsAAAANAAAAAAAAAAAAAAAAAAAAAABiZWlhbmluZm8ueG1sUEsFBgAAAAABAAEAOwAAAMEA' +
  'AAAAAA=='

export const UPLOAD_DEFLATED_HASH = 'lg48ZC+i6ZijSYGnyzK42Q=='

export const DOWNLOAD_NAME = '20240102030405_zj_1.xml'
export const DOWNLOAD_XML = '<?xml version="1.0" encoding="GBK"?><DownloadData version="V.3.0"><ICP><BAJG><Jg_xx><Jgxx><Jgdm>1004</Jgdm><Dmms>无效域名，请核实后再次报备。网站名称：示例，错误数据：www.example.com</Dmms></Jgxx><Czlx>1</Czlx><Bs>1001</Bs></Jg_xx></BAJG></ICP></DownloadData>'
export const DOWNLOAD_HASH = 'RCHAgVjorqxeaXXi7BBBUg=='

/** As a bureau sends it: MIME style, a line feed after 76 characters. */
export const DOWNLOAD_DEFLATED =
  'UEsDBBQAAAAIAAAAIQCaYZZy1wAAAAMBAAAXAAAAMjAyNDAxMDIwMzA0MDVfempfMS54bWyzsa/IzVEoSy0qzszPs1Uy1DNQUkjNS85PycxLt1Vyd/JWsrez' +
  'cckvz8vJT0xxSSxJRKgN0zPWM1Cys/F0DrCzcXL0crez8UqPr6gAURAyJdfO0MDAxEYfzLRxyc0ttjt378Lyy58O/1685vjrXadPbd31+crNLec2rti4Y+Hi' +
  'sz+u7jv8e/OxxbtO7Tvwd/GaLW/PfT71d9/dxbvKy8v1UisScwtyUvWS83Nt9MFmgQwG2eRclVNhZ2ijD6ZtnIpBthra6DtBVICdpA9xoD7YsfrIHrIDAFBL' +
  'AQIUABQAAAAIAAAAIQCaYZZy1wAAAAMBAAAXAAAAAAAAAAAAAAAAAAAAAAAyMDI0MDEwMjAzMDQwNV96al8xLnhtbFBLBQYAAAAAAQABAEUAAAAMAQAAAAA='

export const DOWNLOAD_DEFLATED_AES_MIME = [
  '1ylqUPveh+QitoXREGZ2usEtqPFVDfn+PuS8umRuBdXq7SoSCceJD0ghwOslRvjhgD6RYD0HGGnQ',
  'ttYTMEt0h2kKVO6seumNKC40xqw+sBUWl//lsRW8ZpNlm8UjcFgX/BjEdzHrj/HCaUjYUzVkYfvG',
  '1lIklz6Vkf9yRq7b1VxG5AqAFm/DnGsmLxyeAukNep+413wRRcCHzStC/jMpLVRGIcbDJCZrwmir',
  'm9y9U3XR1ECbmfR/DE5sUgNZypEBVhFENQPq9nvCIgllEq5nQfN9qkq1KsJIrc+N6WByPBNxyQbk',
  'dXJkhdBKwjNl2XfxwxfOTFJfvtFY2HZp5Ad35C7LgPe2qUxuuCawjlCDIZSaaBKhiiI7n5f7rm5J',
  'TlJZA4/sw06SmJuR/CM6dm+ulP4LbGnxf215OW6XhSi4w+KKlbAc4lz0yGKQW0fsk+iDxKtUp5oy',
  'stIRlYzC+tZPJJu8syPMujBDuPHEOrEHG1g='
].join('\n')
