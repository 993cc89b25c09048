// No module is loaded from a file, so this cannot be said by one. A page that was opened so stays a picture, with the reason.
if (location.protocol === 'file:') {
  document.documentElement.dataset.ready = 'failed';
  document.getElementById('still').hidden = false;
  const why = document.getElementById('problems');
  why.hidden = false;
  why.textContent =
    'This page was opened as a file, and browsers do not let files load programs. Serve its folder over HTTP and open that address.';
}
