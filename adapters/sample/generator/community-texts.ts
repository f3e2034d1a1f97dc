/** What people write in public; no product's or person's name, so that a text fits any account. */
export const POST_TEXTS = [
  'Three things we stopped doing by hand this year.',
  'Notes from our planning week.',
  'We are hiring. Come and work with a kind team.',
  'How we explain risk to people who do not want to hear about it.',
  'What a good handover looks like.',
  'Slides of my talk are in the first comment.',
  'A short list of books on operations.',
  'Why our stand-ups take seven minutes.',
];

type Language = 'en' | 'de' | 'fr' | 'es';

export const MENTION_TEXTS: Readonly<
  Record<'praise' | 'criticism' | 'plain' | 'competitor', Readonly<Record<Language, readonly string[]>>>
> = {
  praise: {
    en: [
      'The platform we use for this is excellent; month end is one day shorter.',
      'Happy with our choice: the rollout was smooth and support is great.',
      'Would recommend it to any team our size.',
      'No complaints after a year of daily use.',
    ],
    de: ['Wir sind sehr zufrieden: die Einführung lief reibungslos.', 'Klare Empfehlung, der Support ist hervorragend.'],
    fr: ['Nous sommes ravis, le déploiement a été parfait.', 'Je recommande cet outil à toutes les équipes.'],
    es: ['Estamos encantados, la implantación fue un éxito.', 'Recomiendo esta herramienta a cualquier equipo.'],
  },
  criticism: {
    en: [
      'Third outage this month, and nobody tells us why.',
      'The last update broke our exports. Frustrating.',
      'Support is slow and the documentation is outdated.',
      'Disappointed: we waited two weeks for an answer.',
      'Not happy with how this incident was handled.',
    ],
    de: ['Schon wieder ein Ausfall, das ist ärgerlich.', 'Das Update ist fehlerhaft und der Support langsam.'],
    fr: ['Encore une panne, c’est décevant.', 'La mise à jour est catastrophique pour nos exports.'],
    es: ['Otra caída del servicio, muy decepcionante.', 'La actualización rompió nuestras exportaciones.'],
  },
  plain: {
    en: ['We use it for quarterly reporting.', 'The new version has an export.', 'Does anybody know whether it supports SCIM?'],
    de: ['Wir nutzen es für Quartalsberichte.', 'Die neue Version hat einen Export.'],
    fr: ['Nous l’utilisons pour les rapports trimestriels.', 'La nouvelle version a un export.'],
    es: ['La usamos para informes trimestrales.', 'La nueva versión tiene una exportación.'],
  },
  competitor: {
    en: [
      'Compared to {competitor} our platform feels heavy; {competitor} is faster.',
      'We are looking at {competitor} as an alternative to what we have.',
    ],
    de: ['Im Vergleich zu {competitor} ist unser Werkzeug langsam.', '{competitor} ist günstiger und schneller.'],
    fr: ['Comparé à {competitor}, notre outil est lent.', '{competitor} est une bonne alternative à ce que nous avons.'],
    es: ['Comparado con {competitor}, nuestra herramienta es lenta.', '{competitor} es más barato y más rápido.'],
  },
};
