/** `/queues/sign-in#token=…`: what stands behind the # never leaves the browser in an address. */
export const SIGN_IN_SCRIPT = `
const token = new URLSearchParams(location.hash.slice(1)).get('token')
if (token) {
  history.replaceState(null, '', location.pathname)
  document.querySelector('input').value = token
  document.querySelector('form').submit()
}
`

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f5f6f8; color: #1c2430 }
  main { background: #fff; padding: 2rem; border-radius: 10px; box-shadow: 0 1px 6px #0002; width: min(30rem, 90vw); box-sizing: border-box }
  h1 { font-size: 1.3rem; margin: 0 0 .5rem }
  label { display: block; margin: 1rem 0 .3rem }
  input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid #99a3b3; border-radius: 6px }
  button { margin-top: 1rem; font: inherit; padding: .5rem 1.5rem; border: 0; border-radius: 6px; background: #1f5fbf; color: #fff; cursor: pointer }
  code { background: #eef1f5; padding: .1rem .3rem; border-radius: 4px }
  .refused { color: #a51d1d }
`

export function composeSignInPage (refusal?: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Beian: the queues</title>
<style>${STYLE}</style>
<script src="/queues/sign-in.js" defer></script>
<main>
  <h1>The queues <span lang="zh">任务队列</span></h1>
  <p>For admins. Paste an access token; on an embedded Beian <code>npm run --silent token -- --role admin --sub you</code> prints one.</p>
  ${refusal === undefined ? '' : `<p class="refused" role="alert">${escapeHtml(refusal)}</p>`}
  <form method="post" action="/queues/sign-in">
    <label for="token">Access token <span lang="zh">访问令牌</span></label>
    <input id="token" name="token" type="password" autocomplete="off" required autofocus>
    <button>Sign in <span lang="zh">登录</span></button>
  </form>
</main>
</html>
`
}

function escapeHtml (text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
