// Shows new mail by itself, and moves by keyboard: j and k through the list (once in it, the arrow keys too), u back to it.
const rows = document.getElementById("rows");
const news = document.getElementById("news");

const links = () => [...document.querySelectorAll(".mails a")];

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch("/rows");
    if (!answer.ok) return;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    const fresh = template.content.firstElementChild;
    const before = Number(rows.firstElementChild.dataset.taken);
    const now = Number(fresh.dataset.taken);
    if (now !== before) {
      const focused = document.activeElement?.getAttribute("href");
      rows.replaceChildren(fresh);
      links().find((link) => link.getAttribute("href") === focused)?.focus();
      const added = now - before;
      news.textContent = added === 1 ? "1 new mail" : added > 1 ? `${added} new mails` : "";
    } else if (news.dataset.lost) {
      news.textContent = "";
    }
    delete news.dataset.lost;
  } catch {
    news.dataset.lost = "yes";
    news.textContent = "Punctual does not answer; it may have been stopped.";
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (event.key === "u") document.getElementById("back")?.click();
  if (!step || !rows) return;
  const all = links();
  if (event.key.startsWith("Arrow") && !all.includes(document.activeElement)) return;
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(document.activeElement) + step))];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

if (rows) {
  setInterval(refresh, 2000);
  document.addEventListener("visibilitychange", refresh);
}
