const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

export function Avatar({ id, name }: { id: string; name: string }) {
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return (
    <span className="avatar" style={{ background: `hsl(${hue} 38% 32%)` }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function Door() {
  return (
    <svg className="door" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#156f4c" />
      <path d="M10 6h12v20H10z" fill="#d9f2e3" />
      <path d="M10 6l8 3v17l-8 0z" fill="#8fd3ad" />
      <circle cx="16" cy="17" r="1.4" fill="#156f4c" />
    </svg>
  );
}
