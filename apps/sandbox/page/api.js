/** What the phone does goes the same way as what tests script: `POST /phones/:phone/messages`. */
export function phoneApi(phone) {
  async function post(path, body, method = 'POST') {
    const answer = await fetch(`/phones/${phone}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? `error ${answer.status}`)
    return answer.json()
  }
  return {
    say: message => post('/messages', message),
    read: () => post('/read', {}),
    change: profile => post('', profile, 'PUT'),
    events: () => new EventSource(`/phones/${phone}/events`),
  }
}

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

/** Pictures go together, everything else one by one, as WhatsApp does it. */
export async function sayFiles(api, files) {
  const attachments = await Promise.all(
    files.map(async file => ({
      base64: await base64Of(file),
      mimeType: file.type || 'application/octet-stream',
      filename: file.name,
    })),
  )
  const pictures = attachments.filter(({ mimeType }) => mimeType.startsWith('image/'))
  if (pictures.length) await api.say({ type: 'pictures', files: pictures })
  for (const file of attachments) {
    if (file.mimeType.startsWith('video/')) await api.say({ type: 'video', file })
    else if (file.mimeType.startsWith('audio/')) await api.say({ type: 'audio', file })
    else if (!file.mimeType.startsWith('image/')) await api.say({ type: 'document', file })
  }
}
