/** A certificate for hooks.test and localhost that nobody but itself has signed, good from 2020 to 2120. Of use to nobody. */
export const selfSigned = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBUDCB9qADAgECAgEBMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCmhvb2tzLnRl
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBUxEzARBgNVBAMM
Cmhvb2tzLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASbs5kZndc+NjdC
noFEgJEiY3IPqblmXDR/yqDLm3AWnDbRzuyK2MR8n4pfxxvb1itRgz70BTdJv5uu
AOn9JOTaozUwMzAgBgNVHREEGTAXggpob29rcy50ZXN0gglsb2NhbGhvc3QwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA/kKbKbwCc/EAUU848NXW
G4iks8cQPoLXLdbJRplRaFcCIQD4jlpxjfIkhVdaBJdYwiDvA4TGXg3oX9y6DPly
XQW7ew==
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgiVVv8uFIC2pYfn8x
tjI44YHBtWC+4i/5LFmaTUUt1+ihRANCAASbs5kZndc+NjdCnoFEgJEiY3IPqblm
XDR/yqDLm3AWnDbRzuyK2MR8n4pfxxvb1itRgz70BTdJv5uuAOn9JOTa
-----END PRIVATE KEY-----`
}
