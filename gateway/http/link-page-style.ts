/** Style of the pages behind links; they load nothing else, so that they come up on a weak signal. */
export const linkPageStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f0f4f5; color: #212b32; font: 19px/1.5 Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 38em; margin: 0 auto; padding: 16px; background: #fff; min-height: 100vh; }
h1 { font-size: 1.5em; line-height: 1.25; margin: 0 0 .5em; }
h2 { font-size: 1.1em; margin: 1.5em 0 .25em; }
p, ul { margin: 0 0 .75em; }
ul { padding-left: 1.2em; }
.said { border-left: 8px solid #007f3b; background: #eef7f0; padding: 12px 16px; font-weight: bold; }
.wrong { border: 4px solid #d5281b; padding: 12px 16px; font-weight: bold; }
.quiet { color: #4c6272; font-size: .85em; }
form { margin: 1em 0; }
button { display: block; width: 100%; min-height: 52px; padding: 10px 16px; font: inherit; font-weight: bold; border-radius: 4px;
  border: 2px solid #005eb8; background: #fff; color: #005eb8; cursor: pointer; }
button.main { background: #007f3b; border-color: #007f3b; color: #fff; }
fieldset { border: 0; margin: 0 0 1em; padding: 0; min-width: 0; }
legend, label.field { font-weight: bold; padding: 0; margin: 0 0 .25em; display: block; }
.choice { display: flex; gap: 12px; align-items: center; min-height: 44px; }
.choice input { width: 28px; height: 28px; flex: none; margin: 0; }
.choice label { padding: 8px 0; flex: 1; }
textarea { width: 100%; min-height: 5em; font: inherit; padding: 8px; border: 2px solid #4c6272; border-radius: 4px; margin-bottom: 1em; }
:focus-visible { outline: 4px solid #ffeb3b; outline-offset: 0; box-shadow: 0 0 0 6px #212b32; }
`;
