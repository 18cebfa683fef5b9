// Sending files: each by itself, so that the server takes in bytes and a name, and gives a token for them.

// Returns what became of one file: its name, with the token, or why it was refused.
function send(file, shown) {
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
    request.open("POST", `kotae/upload?name=${encodeURIComponent(file.name)}`);
    request.upload.onprogress = (event) => shown(event.loaded);
    request.onload = () => done({ name: file.name, ...answered(request) });
    request.onerror = () => done({ name: file.name, refused: "lost" });
    request.send(file);
  });
}

function answered(request) {
  try {
    const { token, refused } = JSON.parse(request.responseText);
    return token ? { token } : { refused: refused ?? "lost" };
  } catch { // a proxy in between answered
    return { refused: request.status === 413 ? "too_large" : "lost" };
  }
}

// Sends the files chosen in a field, one after the other, and returns what became of each; the field is empty afterwards.
export async function sendFiles(field) {
  const files = [...field.files];
  const progress = field.closest("label").parentElement.querySelector("progress");
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let before = 0;
  field.disabled = true;
  progress.hidden = false;
  const sent = [];
  for (const file of files) {
    const tooLarge = file.size > Number(field.dataset.most);
    sent.push(tooLarge ? { name: file.name, refused: "too_large" } : await send(file, (bytes) => { progress.value = (before + bytes) / total; }));
    before += file.size;
  }
  progress.hidden = true;
  progress.value = 0;
  field.value = "";
  field.disabled = false;
  return sent;
}
