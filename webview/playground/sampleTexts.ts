// Texts of the made-up runs: plain ones, and ones that try to break a page.

export const QUESTIONS: readonly string[] = [
  "What is the maximum upload size for the batch endpoint?",
  "Wie ändere ich die Rechnungsadresse nach dem Ende des Abrechnungszeitraums?",
  "Return the retention settings for project “atlas” as JSON.",
  "Does single sign-on apply to service accounts?",
  "Скільки днів зберігаються експортовані файли?",
  "Which regions support customer-managed keys?",
  "Can I restore a project that was deleted 20 days ago?",
  "List the steps to rotate a workspace API key without downtime.",
  "What happens to running jobs when a quota is lowered?",
  "How are refunds for unused seats calculated?",
];

/** Answers of two models to each question. */
export const ANSWERS: readonly (readonly string[])[] = [
  [
    "The batch endpoint accepts files up to 512 MB per request. Larger inputs must be split into parts.",
    "The batch endpoint accepts files up to 100 MB. Larger inputs must be split before upload.",
  ],
  [
    "Öffnen Sie Abrechnung › Rechnungsdetails und wählen Sie „Korrektur anfordern“.",
    "Go to Billing and edit the address.",
  ],
  [
    '{"retention_days": 30, "legal_hold": false}',
    'Sure! Here are the settings: ```json\n{"retention_days": 90, "legal_hold": false}\n```',
  ],
  [
    "No. Service accounts authenticate with workspace keys only.",
    "Yes, service accounts use SSO when enforced by an admin.",
  ],
  [
    "Експортовані файли зберігаються 14 днів, після чого автоматично видаляються.",
    "Експортовані файли зберігаються 30 днів, після чого автоматично видаляються.",
  ],
  [
    "eu-west-1, eu-central-1 and us-east-2 support customer-managed keys.",
    "eu-west-1, eu-central-1 and us-east-2 and ap-south-1 support customer-managed keys.",
  ],
  [
    "Yes. Deleted projects can be restored within 30 days by an owner.",
    "No, projects are purged after 14 days.",
  ],
  [
    "1. Create a second key.\n2. Deploy it.\n3. Revoke the first.",
    "Create a new key, switch the clients over and revoke the old one.",
  ],
  [
    "Running jobs finish; only new jobs are held until usage drops below the new quota.",
    "Running jobs are paused until usage drops below the new quota.",
  ],
  [
    "Unused seats are credited pro rata for the rest of the billing period.",
    "There are no refunds for unused seats.",
  ],
];

/** Script, links that act, direction marks, long words, emoji: all of it must read as text and stay in its place. */
export const HOSTILE: readonly string[] = [
  "<script>document.body.textContent='gone'</script><img src=x onerror=alert(1)>",
  "[click me](command:workbench.action.quit) command:workbench.action.quit https://example.com/?q=<b>bold</b>",
  "ABC \u202Ereversed by an override\u202C and \u2067isolated שלום עולם\u2069 end",
  "مرحبا، ما هو الحد الأقصى لحجم التحميل في الدفعة الواحدة؟ 512 MB",
  "\u0000\u0007control\u001B[31mred\u001B[0m characters\u200B\u200B\u200B and \uFFFD",
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(6),
  "👩‍👩‍👧‍👦🏳️‍🌈 ﷽ Z̷̧̛͎̪̙̎̓̎̈́a̴̡̛͙̩͗̇l̶̨̛̗̘̓g̵̡̛̛͈͎̀o̷̧̧̖͗̈",
  "</style><style>*{display:none}</style>\n\n\n\n\nmany\n\n\nlines",
  "{{constructor.constructor('alert(1)')()}} $ {7*7} %00 ' \" ` \\",
  "",
];
