"use strict";
(function () {
  const form = document.getElementById("filters");
  const cards = Array.from(document.querySelectorAll(".card"));
  const questions = Array.from(document.querySelectorAll(".question"));
  const told = form.querySelector("output");
  function places(shown) {
    return shown.reduce((sum, card) => sum + card.querySelectorAll(".places > li").length, 0);
  }
  function show() {
    const rule = form.elements.rule.value;
    const wanted = Array.from(form.querySelectorAll("input:checked"), (box) => box.value);
    for (const card of cards) {
      const fits = wanted.includes(card.dataset.severity) && (!rule || card.dataset.rule === rule);
      card.toggleAttribute("data-hidden", !fits);
    }
    for (const question of questions) {
      question.toggleAttribute("data-hidden", !question.querySelector(".card:not([data-hidden])"));
    }
    const left = cards.filter((card) => !card.hasAttribute("data-hidden"));
    told.textContent = told.dataset.text.replace("{n}", places(left)).replace("{all}", places(cards));
  }
  // a link in the summary must lead to its finding, also where the filter hides it
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='-f-']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (target && target.closest("[data-hidden]")) { form.reset(); show(); }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  form.hidden = cards.length < 2;
  show();
}());
