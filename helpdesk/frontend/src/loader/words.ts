/* The few words on the website's own page: the launcher's and the panel's accessible names. */
import type { Counted, Language } from "../languages";

interface Words {
  open: string;
  close: string;
  panel: string;
  unread: Counted;
}

export const WORDS: Record<Language, Words> = {
  en: {
    open: "Open help chat",
    close: "Close help chat",
    panel: "Help chat",
    unread: { one: "{n} unread message", other: "{n} unread messages" },
  },
  de: {
    open: "Hilfe-Chat öffnen",
    close: "Hilfe-Chat schließen",
    panel: "Hilfe-Chat",
    unread: { one: "{n} ungelesene Nachricht", other: "{n} ungelesene Nachrichten" },
  },
  fr: {
    open: "Ouvrir l’aide",
    close: "Fermer l’aide",
    panel: "Aide",
    unread: { one: "{n} message non lu", other: "{n} messages non lus" },
  },
  es: {
    open: "Abrir la ayuda",
    close: "Cerrar la ayuda",
    panel: "Ayuda",
    unread: { one: "{n} mensaje sin leer", other: "{n} mensajes sin leer" },
  },
};
