<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name></name>
    <message>
        <source>This microphone is good and the room is quiet.</source>
        <translation>Dieses Mikrofon ist gut und der Raum ist still.</translation>
    </message>
    <message>
        <source>This microphone is good enough to dictate with.</source>
        <translation>Dieses Mikrofon ist gut genug zum Diktieren.</translation>
    </message>
    <message>
        <source>Nobody was heard: speak closer to the microphone, or choose another one.</source>
        <translation>Niemand war zu hören: Sprechen Sie näher am Mikrofon oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Not a sound came in: the microphone is muted, or its volume is at zero.</source>
        <translation>Kein Ton kam an: Das Mikrofon ist stumm oder seine Lautstärke steht auf null.</translation>
    </message>
    <message>
        <source>It is too loud and the tops of the sound are cut off: lower its volume.</source>
        <translation>Es ist zu laut und die Spitzen sind abgeschnitten: Stellen Sie es leiser.</translation>
    </message>
    <message>
        <source>It sounds like a telephone: a Bluetooth headset in call mode, perhaps. Use its cable or another microphone.</source>
        <translation>Es klingt wie ein Telefon, vielleicht ein Bluetooth-Headset im Anrufmodus: Nehmen Sie sein Kabel oder ein anderes Mikrofon.</translation>
    </message>
    <message>
        <source>It is too quiet: come closer, or raise its volume in the system.</source>
        <translation>Es ist zu leise: Kommen Sie näher oder stellen Sie es im System lauter.</translation>
    </message>
    <message>
        <source>There is too much noise: close the window, or come closer to it.</source>
        <translation>Es rauscht zu sehr: Schließen Sie das Fenster oder kommen Sie näher.</translation>
    </message>
    <message>
        <source>Pieces of the sound were lost: close other programs, or use another port.</source>
        <translation>Stücke des Tons gingen verloren: Schließen Sie andere Programme oder nehmen Sie einen anderen Anschluss.</translation>
    </message>
    <message>
        <source>The mains hum in it: move the cable, or run the computer on its battery.</source>
        <translation>Das Stromnetz brummt: Verlegen Sie das Kabel oder lassen Sie den Rechner mit Akku laufen.</translation>
    </message>
    <message>
        <source>It begins late: wait for the sign before you speak, or keep it ready.</source>
        <translation>Es beginnt spät: Warten Sie auf das Zeichen, bevor Sie sprechen, oder halten Sie es bereit.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Dictate</source>
        <translation>D&amp;iktieren</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;Learn</source>
        <translation>&amp;Lernen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>on clips of the voice that were held out</source>
        <translation>auf Aufnahmen der Stimme, aus denen nicht gelernt wurde</translation>
    </message>
    <message>
        <source>on its test clips</source>
        <translation>auf seinen Testaufnahmen</translation>
    </message>
    <message>
        <source>on its dev clips</source>
        <translation>auf seinen Dev-Aufnahmen</translation>
    </message>
    <message>
        <source>on its dev clips, greedy</source>
        <translation>auf Dev-Aufnahmen, greedy</translation>
    </message>
    <message>
        <source>Comes with the program.</source>
        <translation>Gehört zum Programm.</translation>
    </message>
    <message>
        <source>Trained further on {day}.</source>
        <translation>Weitertrainiert am {day}.</translation>
    </message>
    <message>
        <source>Trained on {day}.</source>
        <translation>Trainiert am {day}.</translation>
    </message>
    <message>
        <source>Imported from {name}.</source>
        <translation>Importiert aus {name}.</translation>
    </message>
    <message>
        <source>Imported.</source>
        <translation>Importiert.</translation>
    </message>
    <message>
        <source>DeepSpeech 2, {millions} M parameters, {layers} layers of {hidden}</source>
        <translation>DeepSpeech 2, {millions} Mio. Parameter, {layers} Schichten zu {hidden}</translation>
    </message>
    <message>
        <source>with a language model</source>
        <translation>mit Sprachmodell</translation>
    </message>
    <message>
        <source>Learned from {data}</source>
        <translation>Gelernt aus {data}</translation>
    </message>
    <message>
        <source>{n} hours of speech heard</source>
        <translation>{n} Stunden Sprache gehört</translation>
    </message>
    <message>
        <source>Licence: {name}</source>
        <translation>Lizenz: {name}</translation>
    </message>
    <message>
        <source>no licence stated</source>
        <translation>keine Lizenz angegeben</translation>
    </message>
    <message>
        <source>{name} (no longer here)</source>
        <translation>{name} (nicht mehr hier)</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>More than {n:,} phrases, slots filled in: narrow a slot or split the set.</source>
        <translation>Mehr als {n:,} Sätze, wenn die Platzhalter gefüllt sind: Engen Sie einen Platzhalter ein oder teilen Sie den Befehlssatz.</translation>
    </message>
    <message>
        <source>Give the list the name that stands in the slot.</source>
        <translation>Geben Sie der Liste den Namen, der im Platzhalter steht.</translation>
    </message>
    <message>
        <source>There is another list “{name}”: rename one.</source>
        <translation>Es gibt noch eine Liste „{name}“: Benennen Sie eine um.</translation>
    </message>
    <message>
        <source>Write what can be said there, with commas between.</source>
        <translation>Schreiben Sie, was dort gesagt werden kann, mit Kommas dazwischen.</translation>
    </message>
    <message>
        <source>Write what is said.</source>
        <translation>Schreiben Sie, was gesagt wird.</translation>
    </message>
    <message>
        <source>“{phrase}” has a slot with one brace: write {{…}}.</source>
        <translation>„{phrase}“ hat einen Platzhalter mit nur einer Klammer: Schreiben Sie {{…}}.</translation>
    </message>
    <message>
        <source>Another command is called “{name}”: rename one.</source>
        <translation>Noch ein Befehl heißt „{name}“: Benennen Sie einen um.</translation>
    </message>
    <message>
        <source>“{phrase}” is said for “{other}” too: change one.</source>
        <translation>„{phrase}“ wird auch für „{other}“ gesagt: Ändern Sie eines davon.</translation>
    </message>
    <message>
        <source>“{phrase}” stands there twice: remove one.</source>
        <translation>„{phrase}“ steht zweimal da: Entfernen Sie eines.</translation>
    </message>
</context>
<context>
    <name>AboutWindow</name>
    <message>
        <source>About Dictation</source>
        <translation>Über Dictation</translation>
    </message>
    <message>
        <source>Dictation</source>
        <translation>Dictation</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Speech becomes text on this computer: no sound and no word leaves it.</source>
        <translation>Sprache wird auf diesem Rechner zu Text: Kein Ton und kein Wort verlässt ihn.</translation>
    </message>
    <message>
        <source>Your notes are in {folder}</source>
        <translation>Ihre Notizen sind in {folder}</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Written with Qt, PyTorch, PyAV and PortAudio; fonts and sounds keep their own licences.</source>
        <translation>Freie Software unter der MIT-Lizenz. Geschrieben mit Qt, PyTorch, PyAV und PortAudio; Schriften und Töne behalten ihre eigenen Lizenzen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>AccuracyWindow</name>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Compare two models…</source>
        <translation>Zwei Modelle vergleichen…</translation>
    </message>
    <message>
        <source>Nothing to measure yet</source>
        <translation>Noch nichts zu messen</translation>
    </message>
    <message>
        <source>Correct what was heard wrongly in a note. Every sentence that you put right becomes a test, and this page shows how well you are heard.</source>
        <translation>Verbessern Sie in einer Notiz, was falsch gehört wurde. Jeder verbesserte Satz wird zur Prüfung, und diese Seite zeigt, wie gut Sie verstanden werden.</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>Fehlerrate</translation>
    </message>
    <message>
        <source>Parted by</source>
        <translation>Aufgeteilt nach</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Counted in</source>
        <translation>Gezählt in</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörtern</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätzen</translation>
    </message>
    <message>
        <source>How often words of each confidence are right</source>
        <translation>Wie oft Wörter jeder Sicherheit stimmen</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Right, by confidence, %</source>
        <translation>Richtig, nach Sicherheit, %</translation>
    </message>
    <message>
        <source>Words heard as others</source>
        <translation>Als andere gehörte Wörter</translation>
    </message>
    <message>
        <source>Reading your corrections…</source>
        <translation>Ihre Verbesserungen werden gelesen…</translation>
    </message>
    <message>
        <source>From {n:,} sentences that you read and put right</source>
        <translation>Aus {n:,} Sätzen, die Sie gelesen und verbessert haben</translation>
    </message>
    <message>
        <source>; that is few, so the intervals are wide</source>
        <translation>; das sind wenige, darum sind die Bereiche weit</translation>
    </message>
    <message>
        <source>of words wrong, {low:.1f}–{high:.1f} %</source>
        <translation>der Wörter falsch, {low:.1f}–{high:.1f} %</translation>
    </message>
    <message>
        <source>of characters wrong, {low:.1f}–{high:.1f} %</source>
        <translation>der Zeichen falsch, {low:.1f}–{high:.1f} %</translation>
    </message>
    <message>
        <source>real time (factor {factor:.3f})</source>
        <translation>Echtzeit (Faktor {factor:.3f})</translation>
    </message>
    <message>
        <source>real time: not known</source>
        <translation>Echtzeit: nicht bekannt</translation>
    </message>
    <message>
        <source>words put right or confirmed</source>
        <translation>Wörter verbessert oder bestätigt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>just as sure</source>
        <translation>genauso sicher</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>off by {ece:.1f} on average</source>
        <translation>im Mittel um {ece:.1f} daneben</translation>
    </message>
    <message>
        <source>Wrong words, %</source>
        <translation>Falsche Wörter, %</translation>
    </message>
    <message>
        <source>Wrong characters, %</source>
        <translation>Falsche Zeichen, %</translation>
    </message>
    <message>
        <source>a bar a day</source>
        <translation>ein Balken je Tag</translation>
    </message>
    <message>
        <source>a bar a week</source>
        <translation>ein Balken je Woche</translation>
    </message>
    <message>
        <source>a bar a month</source>
        <translation>ein Balken je Monat</translation>
    </message>
    <message>
        <source>click a bar for its sentences</source>
        <translation>ein Klick auf einen Balken zeigt seine Sätze</translation>
    </message>
    <message>
        <source>{name}: {value} ({low:.1f}–{high:.1f} %), {n} sentences</source>
        <translation>{name}: {value} ({low:.1f}–{high:.1f} %), {n} Sätze</translation>
    </message>
    <message>
        <source>Dictated</source>
        <translation>Diktiert</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Sentences, {name}, the worst first</source>
        <translation>Sätze, {name}, die schlechtesten zuerst</translation>
    </message>
</context>
<context>
    <name>ActionDialog</name>
    <message>
        <source>What follows</source>
        <translation>Was folgt</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Type text</source>
        <translation>Text tippen</translation>
    </message>
    <message>
        <source>Press keys</source>
        <translation>Tasten drücken</translation>
    </message>
    <message>
        <source>Run a command</source>
        <translation>Ein Programm starten</translation>
    </message>
    <message>
        <source>Call an address</source>
        <translation>Eine Adresse aufrufen</translation>
    </message>
    <message>
        <source>Keys that are pressed</source>
        <translation>Tasten, die gedrückt werden</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Lassen, wie es ist</translation>
    </message>
    <message>
        <source>Allow it</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>When “{command}” is heard</source>
        <translation>Wenn „{command}“ gehört wird</translation>
    </message>
    <message>
        <source>The text; {number} is what was said in the slot</source>
        <translation>Der Text; {number} ist, was im Platzhalter gesagt wurde</translation>
    </message>
    <message>
        <source>A program and its words, such as  mpc toggle</source>
        <translation>Ein Programm und seine Wörter, etwa  mpc toggle</translation>
    </message>
    <message>
        <source>http://localhost:8123/lights/on</source>
        <translation>http://localhost:8123/lights/on</translation>
    </message>
    <message>
        <source>Type “{value}” into the window in front?</source>
        <translation>„{value}“ in das vorderste Fenster tippen?</translation>
    </message>
    <message>
        <source>Press {value} in the window in front?</source>
        <translation>{value} im vordersten Fenster drücken?</translation>
    </message>
    <message>
        <source>Run “{value}” on this computer?</source>
        <translation>„{value}“ auf diesem Rechner starten?</translation>
    </message>
    <message>
        <source>Call {value} on this computer?</source>
        <translation>{value} auf diesem Rechner aufrufen?</translation>
    </message>
    <message>
        <source>Nothing is done before actions are switched on in “Listen”.</source>
        <translation>Nichts geschieht, bevor Aktionen unter „Zuhören“ eingeschaltet sind.</translation>
    </message>
    <message>
        <source>Do nothing</source>
        <translation>Nichts tun</translation>
    </message>
</context>
<context>
    <name>AdvancedPage</name>
    <message>
        <source>Hardly anybody needs to change these.</source>
        <translation>Kaum jemand muss hier etwas ändern.</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>The fastest that works</source>
        <translation>Das Schnellste, das geht</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>Der Prozessor</translation>
    </message>
    <message>
        <source>The graphics card</source>
        <translation>Die Grafikkarte</translation>
    </message>
    <message>
        <source>A graphics card that fails hands over to the processor.</source>
        <translation>Versagt die Grafikkarte, übernimmt der Prozessor.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Weigh many ways to hear it</source>
        <translation>Viele Deutungen abwägen</translation>
    </message>
    <message>
        <source>Take the nearest sound</source>
        <translation>Den nächsten Laut nehmen</translation>
    </message>
    <message>
        <source>Weighing uses the language model and your terms.</source>
        <translation>Das Abwägen nutzt das Sprachmodell und Ihre Begriffe.</translation>
    </message>
    <message>
        <source>Ways that are weighed, your choice</source>
        <translation>Eigene Zahl der Deutungen</translation>
    </message>
    <message>
        <source>More is slower and hardly better; the model knows its best.</source>
        <translation>Mehr ist langsamer und kaum besser; das Modell kennt sein Bestes.</translation>
    </message>
    <message>
        <source>Finding faults</source>
        <translation>Fehler finden</translation>
    </message>
    <message>
        <source>Detailed log</source>
        <translation>Ausführliches Protokoll</translation>
    </message>
    <message>
        <source>More of what happens, never what was said.</source>
        <translation>Mehr davon, was geschieht, nie was gesagt wurde.</translation>
    </message>
</context>
<context>
    <name>Ages</name>
    <message>
        <source>after {n} days</source>
        <translation>nach {n} Tagen</translation>
    </message>
</context>
<context>
    <name>AlternativesMenu</name>
    <message>
        <source>Other ways to hear this</source>
        <translation>Was es auch heißen könnte</translation>
    </message>
    <message>
        <source>Play it (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <source>It is right as it is</source>
        <translation>Es stimmt so</translation>
    </message>
    <message>
        <source>{} % sure</source>
        <translation>{} % sicher</translation>
    </message>
    <message>
        <source>Listening again…</source>
        <translation>Wird noch einmal gehört…</translation>
    </message>
    <message>
        <source>(nothing was said)</source>
        <translation>(nichts wurde gesagt)</translation>
    </message>
    <message>
        <source>It cannot be heard any other way: type what was said.</source>
        <translation>Anders ist es nicht zu hören: Schreiben Sie, was gesagt wurde.</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>The window shows each change at once.</source>
        <translation>Das Fenster zeigt jede Änderung sofort.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast follows the system&apos;s setting.</source>
        <translation>Hoher Kontrast folgt der Einstellung des Systems.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>Größe aller Schrift</translation>
    </message>
    <message>
        <source>Size of the transcript</source>
        <translation>Größe des Texts</translation>
    </message>
    <message>
        <source>Before the size of all text is applied.</source>
        <translation>Bevor die Größe aller Schrift dazukommt.</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation>Nichts bewegt sich</translation>
    </message>
    <message>
        <source>Also where the system would allow it.</source>
        <translation>Auch wo das System es erlauben würde.</translation>
    </message>
</context>
<context>
    <name>AudioPage</name>
    <message>
        <source>The microphone that you dictate into. Nothing is sent anywhere.</source>
        <translation>Das Mikrofon, in das Sie diktieren. Nichts wird irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Look for microphones again</source>
        <translation>Noch einmal nach Mikrofonen suchen</translation>
    </message>
    <message>
        <source>All, mixed</source>
        <translation>Alle, gemischt</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Of an interface with several inputs, the one you speak into.</source>
        <translation>Bei mehreren Eingängen der, in den Sie sprechen.</translation>
    </message>
    <message>
        <source>Change along with the system&apos;s default</source>
        <translation>Mit dem Standard des Systems wechseln</translation>
    </message>
    <message>
        <source>When a headset is plugged in, for example.</source>
        <translation>Zum Beispiel, wenn ein Headset angesteckt wird.</translation>
    </message>
    <message>
        <source>Keep the microphone ready in push to talk</source>
        <translation>Das Mikrofon zum Drücken und Sprechen bereithalten</translation>
    </message>
    <message>
        <source>So the first word is whole. What it hears between two presses is forgotten at once.</source>
        <translation>So ist das erste Wort ganz. Was es dazwischen hört, ist sofort vergessen.</translation>
    </message>
    <message>
        <source>Keep the microphone ready in toggle mode</source>
        <translation>Das Mikrofon beim Ein- und Ausschalten bereithalten</translation>
    </message>
    <message>
        <source>So you may speak with the key, not after it. The system shows the microphone as in use all the time, and a Bluetooth headset stays in the quality of a call.</source>
        <translation>So dürfen Sie mit der Taste sprechen und nicht erst danach. Das System zeigt das Mikrofon die ganze Zeit als benutzt, und ein Bluetooth-Headset bleibt in Telefonqualität.</translation>
    </message>
    <message>
        <source>Check microphone…</source>
        <translation>Mikrofon prüfen…</translation>
    </message>
    <message>
        <source>Thorough check</source>
        <translation>Gründliche Prüfung</translation>
    </message>
    <message>
        <source>Ten seconds of silence and one sentence: noise, clipping, bandwidth and how well you are understood.</source>
        <translation>Zehn Sekunden Stille und ein Satz: Rauschen, Übersteuerung, Bandbreite und wie gut Sie verstanden werden.</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>A sound when the microphone is open</source>
        <translation>Ein Ton, wenn das Mikrofon offen ist</translation>
    </message>
    <message>
        <source>A sound when it is closed</source>
        <translation>Ein Ton, wenn es geschlossen ist</translation>
    </message>
    <message>
        <source>There is no microphone: connect one.</source>
        <translation>Es gibt kein Mikrofon: Schließen Sie eines an.</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Standard des Systems</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (nicht angeschlossen)</translation>
    </message>
    <message>
        <source>Only channel {n}</source>
        <translation>Nur Kanal {n}</translation>
    </message>
    <message>
        <source>This microphone has no such channel.</source>
        <translation>Dieses Mikrofon hat keinen solchen Kanal.</translation>
    </message>
    <message>
        <source>{day}: {verdict}</source>
        <translation>{day}: {verdict}</translation>
    </message>
</context>
<context>
    <name>BallotView</name>
    <message>
        <source>Play (P)</source>
        <translation>Abspielen (P)</translation>
    </message>
    <message>
        <source>As good (0)</source>
        <translation>Gleich gut (0)</translation>
    </message>
    <message>
        <source>The upper one (1)</source>
        <translation>Der obere (1)</translation>
    </message>
    <message>
        <source>The lower one (2)</source>
        <translation>Der untere (2)</translation>
    </message>
    <message>
        <source>Sentence {n} of {all}: which is nearer to what you hear?</source>
        <translation>Satz {n} von {all}: Was ist näher an dem, was Sie hören?</translation>
    </message>
    <message>
        <source>They hear everything alike: there is nothing to vote on.</source>
        <translation>Sie hören alles gleich: Es gibt nichts abzustimmen.</translation>
    </message>
    <message>
        <source>{first}: {a} votes. {second}: {b} votes. As good: {c}. So clear a result comes by chance with p = {p:.2f}.</source>
        <translation>{first}: {a} Stimmen. {second}: {b} Stimmen. Gleich gut: {c}. Ein so klares Ergebnis kommt durch Zufall mit p = {p:.2f}.</translation>
    </message>
</context>
<context>
    <name>BlankCard</name>
    <message>
        <source>In how many moments the network writes no letter. At the amber end it writes nothing at all.</source>
        <translation>In wie vielen Augenblicken das Netz keinen Buchstaben schreibt. Am gelben Ende schreibt es gar nichts.</translation>
    </message>
    <message>
        <source>Blank ratio</source>
        <translation>Leeranteil</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>nothing but blanks</source>
        <translation>nichts als Leerzeichen</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
</context>
<context>
    <name>BlankGauge</name>
    <message>
        <source>Blank ratio</source>
        <translation>Leeranteil</translation>
    </message>
</context>
<context>
    <name>Boost</name>
    <message>
        <source>not at all</source>
        <translation>gar nicht</translation>
    </message>
    <message>
        <source>a little</source>
        <translation>ein wenig</translation>
    </message>
    <message>
        <source>clearly</source>
        <translation>deutlich</translation>
    </message>
    <message>
        <source>too often, perhaps</source>
        <translation>vielleicht zu oft</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Are they fit to learn from?</source>
        <translation>Taugen sie zum Lernen?</translation>
    </message>
    <message>
        <source>How far the check has come</source>
        <translation>Wie weit die Prüfung ist</translation>
    </message>
    <message>
        <source>Clips by their length in seconds</source>
        <translation>Aufnahmen nach ihrer Länge in Sekunden</translation>
    </message>
    <message>
        <source>Clips by their level in decibels</source>
        <translation>Aufnahmen nach ihrem Pegel in Dezibel</translation>
    </message>
    <message>
        <source>Length, in seconds</source>
        <translation>Länge, in Sekunden</translation>
    </message>
    <message>
        <source>Level, in decibels</source>
        <translation>Pegel, in Dezibel</translation>
    </message>
    <message>
        <source>Click a row to hear the clip</source>
        <translation>Ein Klick auf eine Zeile spielt die Aufnahme</translation>
    </message>
    <message>
        <source>Nothing is wrong with these recordings.</source>
        <translation>An diesen Aufnahmen ist nichts auszusetzen.</translation>
    </message>
    <message>
        <source>Looking at every clip…</source>
        <translation>Jede Aufnahme wird angesehen…</translation>
    </message>
    <message>
        <source>  ·  {time} left</source>
        <translation>  ·  noch {time}</translation>
    </message>
    <message>
        <source>Looking at every clip: {n:,} so far{left}</source>
        <translation>Jede Aufnahme wird angesehen: bisher {n:,}{left}</translation>
    </message>
    <message>
        <source>{clips:,} clips, {time} of speech, {speakers}</source>
        <translation>{clips:,} Aufnahmen, {time} Sprache, {speakers}</translation>
    </message>
    <message>
        <source>one speaker</source>
        <translation>eine Person</translation>
    </message>
    <message>
        <source>{n} speakers</source>
        <translation>{n} Personen</translation>
    </message>
    <message>
        <source>nobody knows whose</source>
        <translation>niemand weiß, von wem</translation>
    </message>
    <message>
        <source>None of these clips can be learned from.</source>
        <translation>Aus keiner dieser Aufnahmen lässt sich lernen.</translation>
    </message>
    <message>
        <source>One clip is not enough: at least two are needed.</source>
        <translation>Eine Aufnahme genügt nicht: Es braucht mindestens zwei.</translation>
    </message>
    <message>
        <source>unusual: {n:,}</source>
        <translation>ungewöhnlich: {n:,}</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>{n:,} problems  ·  {out:,} clips are left out, {used:,} are used</source>
        <translation>{n:,} Probleme  ·  {out:,} Aufnahmen bleiben weg, {used:,} werden benutzt</translation>
    </message>
</context>
<context>
    <name>CommandPanel</name>
    <message>
        <source>What was understood</source>
        <translation>Was verstanden wurde</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Noch wurde nichts gesagt.</translation>
    </message>
    <message>
        <source>What can be said</source>
        <translation>Was man sagen kann</translation>
    </message>
    <message>
        <source>Say it alone, between two pauses. Within a sentence it is text.</source>
        <translation>Sagen Sie es allein, zwischen zwei Pausen. In einem Satz ist es Text.</translation>
    </message>
    <message>
        <source>Written as text</source>
        <translation>Als Text geschrieben</translation>
    </message>
</context>
<context>
    <name>CommandRows</name>
    <message>
        <source>Whether it is listened for</source>
        <translation>Ob darauf gehört wird</translation>
    </message>
    <message>
        <source>What is said for it</source>
        <translation>Was dafür gesagt wird</translation>
    </message>
    <message>
        <source>“{phrase}” is said for two commands.</source>
        <translation>„{phrase}“ steht für zwei Befehle.</translation>
    </message>
</context>
<context>
    <name>CommandTable</name>
    <message>
        <source>What is said</source>
        <translation>Was gesagt wird</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>such as: lights on, switch on</source>
        <translation>etwa: Licht an, einschalten</translation>
    </message>
    <message>
        <source>types “{value}”</source>
        <translation>tippt „{value}“</translation>
    </message>
    <message>
        <source>presses {value}</source>
        <translation>drückt {value}</translation>
    </message>
    <message>
        <source>runs {value}</source>
        <translation>startet {value}</translation>
    </message>
    <message>
        <source>calls {value}</source>
        <translation>ruft {value} auf</translation>
    </message>
    <message>
        <source>not allowed yet: </source>
        <translation>noch nicht erlaubt: </translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare two models</source>
        <translation>Zwei Modelle vergleichen</translation>
    </message>
    <message>
        <source>First model</source>
        <translation>Erstes Modell</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>Zweites Modell</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Sentences that you corrected</source>
        <translation>Sätze, die Sie verbessert haben</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>Aufnahme…</translation>
    </message>
    <message>
        <source>Data set…</source>
        <translation>Datensatz…</translation>
    </message>
    <message>
        <source>How far the comparison has come</source>
        <translation>Wie weit der Vergleich ist</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Vote without knowing</source>
        <translation>Abstimmen, ohne es zu wissen</translation>
    </message>
    <message>
        <source>Words that differ</source>
        <translation>Wörter, die sich unterscheiden</translation>
    </message>
    <message>
        <source>Both hear the same sound. You can vote without knowing which one it was.</source>
        <translation>Beide hören denselben Ton. Sie können abstimmen, ohne zu wissen, welches es war.</translation>
    </message>
    <message>
        <source>My corrections</source>
        <translation>Meine Verbesserungen</translation>
    </message>
    <message>
        <source>There is only one model: train or import another one.</source>
        <translation>Es gibt nur ein Modell: Trainieren oder importieren Sie ein anderes.</translation>
    </message>
    <message>
        <source>Choose two different models.</source>
        <translation>Wählen Sie zwei verschiedene Modelle.</translation>
    </message>
    <message>
        <source>{n} of {all} sentences are heard differently.</source>
        <translation>{n} von {all} Sätzen werden verschieden gehört.</translation>
    </message>
    <message>
        <source>{first}: {a:.1f} % of words wrong. {second}: {b:.1f} %. Difference {d} points ({low} to {high}, {p}).</source>
        <translation>{first}: {a:.1f} % der Wörter falsch. {second}: {b:.1f} %. Unterschied {d} Punkte ({low} bis {high}, {p}).</translation>
    </message>
    <message>
        <source>What was said is not known here: only a vote can tell.</source>
        <translation>Was gesagt wurde, ist hier nicht bekannt: Nur eine Abstimmung kann es sagen.</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>said</source>
        <translation>gesagt</translation>
    </message>
    <message>
        <source>Recording or manifest</source>
        <translation>Aufnahme oder Manifest</translation>
    </message>
    <message>
        <source>Folder of recordings</source>
        <translation>Ordner mit Aufnahmen</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>These words were typed, not heard.</source>
        <translation>Diese Wörter wurden getippt, nicht gehört.</translation>
    </message>
    <message>
        <source>What the network heard here was not kept: type what was said.</source>
        <translation>Was das Netz hier hörte, wurde nicht aufgehoben: Schreiben Sie, was gesagt wurde.</translation>
    </message>
    <message>
        <source>The model is still loading: type what was said.</source>
        <translation>Das Modell lädt noch: Schreiben Sie, was gesagt wurde.</translation>
    </message>
</context>
<context>
    <name>Date</name>
    <message>
        <source>d MMMM, HH:mm</source>
        <translation>d. MMMM, HH:mm</translation>
    </message>
    <message>
        <source>d MMMM yyyy, HH:mm</source>
        <translation>d. MMMM yyyy, HH:mm</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
</context>
<context>
    <name>DesktopDesk</name>
    <message>
        <source>1 recording is transcribed.</source>
        <translation>1 Aufnahme ist verschriftet.</translation>
    </message>
    <message>
        <source>{n} recordings are transcribed.</source>
        <translation>{n} Aufnahmen sind verschriftet.</translation>
    </message>
</context>
<context>
    <name>DeviceList</name>
    <message>
        <source>No sound system answers.</source>
        <translation>Kein Tonsystem antwortet.</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPage</name>
    <message>
        <source>For finding faults. Nothing here holds what you said.</source>
        <translation>Um Fehler zu finden. Nichts hier enthält, was Sie gesagt haben.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Notes and models</source>
        <translation>Notizen und Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>Protokoll kopieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>Dictation</name>
    <message>
        <source>Too quiet: come closer</source>
        <translation>Zu leise: Kommen Sie näher</translation>
    </message>
</context>
<context>
    <name>DictationPage</name>
    <message>
        <source>How you begin and end, and what you can say to the program.</source>
        <translation>Wie Sie beginnen und enden, und was Sie dem Programm sagen können.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Listening mode</source>
        <translation>Art des Zuhörens</translation>
    </message>
    <message>
        <source>Toggle</source>
        <translation>Umschalten</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Drücken</translation>
    </message>
    <message>
        <source>Always on</source>
        <translation>Immer an</translation>
    </message>
    <message>
        <source>Show words while you speak</source>
        <translation>Wörter schon beim Sprechen zeigen</translation>
    </message>
    <message>
        <source>Grey until they are final. Otherwise whole sentences appear.</source>
        <translation>Grau, bis sie endgültig sind. Sonst erscheinen ganze Sätze.</translation>
    </message>
    <message>
        <source>When you stop</source>
        <translation>Wenn Sie aufhören</translation>
    </message>
    <message>
        <source>Copy what was said</source>
        <translation>Kopieren, was gesagt wurde</translation>
    </message>
    <message>
        <source>To the clipboard, ready to be pasted.</source>
        <translation>In die Zwischenablage, bereit zum Einfügen.</translation>
    </message>
    <message>
        <source>Type it into the last window</source>
        <translation>In das letzte Fenster tippen</translation>
    </message>
    <message>
        <source>On X11; the clipboard is as it was afterwards.</source>
        <translation>Unter X11; die Zwischenablage ist danach wie zuvor.</translation>
    </message>
    <message>
        <source>Spoken commands</source>
        <translation>Gesprochene Befehle</translation>
    </message>
    <message>
        <source>Recognise commands by their sound too</source>
        <translation>Befehle auch am Klang erkennen</translation>
    </message>
    <message>
        <source>“New line” counts also where “knew line” was understood.</source>
        <translation>„New line“ gilt auch, wo „knew line“ verstanden wurde.</translation>
    </message>
    <message>
        <source>A phrase is a command only between two pauses; inside a sentence it stays text. Several phrases are separated by commas.</source>
        <translation>Ein Befehl ist es nur zwischen zwei Pausen; in einem Satz bleibt es Text. Mehrere Wendungen trennt ein Komma.</translation>
    </message>
    <message>
        <source>One press begins, another ends.</source>
        <translation>Ein Druck beginnt, ein weiterer beendet.</translation>
    </message>
    <message>
        <source>Listens while a key is held.</source>
        <translation>Hört zu, solange eine Taste gehalten wird.</translation>
    </message>
    <message>
        <source>Listens whenever somebody speaks.</source>
        <translation>Hört zu, sobald jemand spricht.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Drop more here</source>
        <translation>Weitere hierher ziehen</translation>
    </message>
    <message>
        <source>Drop recordings or videos here</source>
        <translation>Aufnahmen oder Videos hierher ziehen</translation>
    </message>
</context>
<context>
    <name>EditPage</name>
    <message>
        <source>Name of the set</source>
        <translation>Name des Befehlssatzes</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Add a command</source>
        <translation>Befehl hinzufügen</translation>
    </message>
    <message>
        <source>What follows…</source>
        <translation>Was folgt…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Lists for slots</source>
        <translation>Listen für Platzhalter</translation>
    </message>
    <message>
        <source>Commas part what can be said for the same command. {number:0-99} is any number up to 99; {room} is one of the list “room”.</source>
        <translation>Kommas trennen, was für denselben Befehl gesagt werden kann. {number:0-99} ist jede Zahl bis 99; {room} ist ein Eintrag der Liste „room“.</translation>
    </message>
    <message>
        <source>Variants and slots</source>
        <translation>Varianten und Platzhalter</translation>
    </message>
    <message>
        <source>Commands: {n}  ·  saved</source>
        <translation>Befehle: {n}  ·  gespeichert</translation>
    </message>
    <message>
        <source>To put right before it is used: {n}</source>
        <translation>Vor dem Gebrauch zu berichtigen: {n}</translation>
    </message>
    <message>
        <source>Write the first command.</source>
        <translation>Schreiben Sie den ersten Befehl.</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>„{name}“ wurde entfernt.</translation>
    </message>
    <message>
        <source>Commands removed: {n}</source>
        <translation>Entfernte Befehle: {n}</translation>
    </message>
    <message>
        <source>The list was removed.</source>
        <translation>Die Liste wurde entfernt.</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Transcript</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Subtitles for</source>
        <translation>Untertitel für</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Any screen: two lines of 42 letters</source>
        <translation>Jeden Bildschirm: zwei Zeilen zu 42 Buchstaben</translation>
    </message>
    <message>
        <source>Films: as Netflix asks for</source>
        <translation>Filme: wie Netflix es verlangt</translation>
    </message>
    <message>
        <source>Upright video: lines of 24 letters</source>
        <translation>Hochformat: Zeilen zu 24 Buchstaben</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>{} is there already and will be replaced.</source>
        <translation>{} ist schon da und wird ersetzt.</translation>
    </message>
    <message>
        <source>Folder for exports</source>
        <translation>Ordner für Exporte</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben…</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>Subtitles (SubRip)</source>
        <translation>Untertitel (SubRip)</translation>
    </message>
    <message>
        <source>Subtitles (WebVTT)</source>
        <translation>Untertitel (WebVTT)</translation>
    </message>
    <message>
        <source>Data with word times (JSON)</source>
        <translation>Daten mit Wortzeiten (JSON)</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Word-Dokument</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Understood as what was asked</source>
        <translation>Verstanden, wie verlangt</translation>
    </message>
    <message>
        <source>From the end of speech to the decision</source>
        <translation>Vom Ende des Gesprochenen bis zur Entscheidung</translation>
    </message>
    <message>
        <source>With the threshold that misses least</source>
        <translation>Mit der Schwelle, bei der am wenigsten überhört wird</translation>
    </message>
    <message>
        <source>missed at best, {t:.1f}</source>
        <translation>überhört bei der besten, {t:.1f}</translation>
    </message>
    <message>
        <source>missed at {t:.1f}, {f:.2f} false/h</source>
        <translation>überhört bei {t:.1f}, {f:.2f} falsche/h</translation>
    </message>
    <message>
        <source>{n} of {all} understood</source>
        <translation>{n} von {all} verstanden</translation>
    </message>
    <message>
        <source>to decide, p95 {ms:.0f} ms</source>
        <translation>bis zur Entscheidung, p95 {ms:.0f} ms</translation>
    </message>
    <message>
        <source>nothing was said yet</source>
        <translation>noch nichts gesagt</translation>
    </message>
</context>
<context>
    <name>FileCard</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>beginning</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>waits while you dictate</source>
        <translation>wartet, während Sie diktieren</translation>
    </message>
    <message>
        <source>no speech found</source>
        <translation>keine Sprache gefunden</translation>
    </message>
    <message>
        <source>done in {time}</source>
        <translation>fertig in {time}</translation>
    </message>
    <message>
        <source>stopped at {time}</source>
        <translation>beendet bei {time}</translation>
    </message>
    <message>
        <source>Take away from the list</source>
        <translation>Aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Show the text</source>
        <translation>Den Text zeigen</translation>
    </message>
    <message>
        <source>Transcribe again</source>
        <translation>Noch einmal verschriften</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>In seinem Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>FileDesk</name>
    <message>
        <source>Recordings and videos ({kinds})</source>
        <translation>Aufnahmen und Videos ({kinds})</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>Open a folder of recordings</source>
        <translation>Einen Ordner mit Aufnahmen öffnen</translation>
    </message>
</context>
<context>
    <name>FilePane</name>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
</context>
<context>
    <name>FileQueue</name>
    <message>
        <source>{name} is </source>
        <translation>{name} ist </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Gefundene Stellen</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß und klein beachten</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Previous place (Shift+Enter)</source>
        <translation>Vorige Stelle (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next place (Enter)</source>
        <translation>Nächste Stelle (Eingabe)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>{} replaced</source>
        <translation>{} ersetzt</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Loading the model…</source>
        <translation>Das Modell lädt…</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>{n}× real time</source>
        <translation>{n}× Echtzeit</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Every change counts at once.</source>
        <translation>Jede Änderung gilt sofort.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window, from the next start on.</source>
        <translation>Des Fensters, ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Begin with the last note</source>
        <translation>Mit der letzten Notiz beginnen</translation>
    </message>
    <message>
        <source>Otherwise with an empty page.</source>
        <translation>Sonst mit einer leeren Seite.</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <source>Hints that were put away</source>
        <translation>Hinweise, die weggelegt wurden</translation>
    </message>
    <message>
        <source>Among other windows</source>
        <translation>Neben anderen Fenstern</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol in der Leiste</translation>
    </message>
    <message>
        <source>Begin and end dictation from there.</source>
        <translation>Von dort Diktieren beginnen und beenden.</translation>
    </message>
    <message>
        <source>Closing the window leaves it in the tray</source>
        <translation>Geschlossen bleibt das Fenster in der Leiste</translation>
    </message>
    <message>
        <source>Notify me when long work is done</source>
        <translation>Mich benachrichtigen, wenn lange Arbeit fertig ist</translation>
    </message>
    <message>
        <source>Only while the window is not seen; never with what was said.</source>
        <translation>Nur wenn das Fenster nicht zu sehen ist; nie mit dem, was gesagt wurde.</translation>
    </message>
    <message>
        <source>The small window stays above all others</source>
        <translation>Das kleine Fenster bleibt über allen anderen</translation>
    </message>
    <message>
        <source>Listening again and reviewing</source>
        <translation>Nachhören und Durchsehen</translation>
    </message>
    <message>
        <source>Step back on every play</source>
        <translation>Bei jedem Abspielen zurückgehen</translation>
    </message>
    <message>
        <source>So that you hear again what you were about to write.</source>
        <translation>Damit Sie noch einmal hören, was Sie gerade schreiben wollten.</translation>
    </message>
    <message>
        <source>Second speed</source>
        <translation>Zweites Tempo</translation>
    </message>
    <message>
        <source>One key changes to it and back.</source>
        <translation>Eine Taste wechselt dorthin und zurück.</translation>
    </message>
    <message>
        <source>Mark words as doubtful below</source>
        <translation>Wörter als zweifelhaft markieren unter</translation>
    </message>
    <message>
        <source>How sure the model must be of a word.</source>
        <translation>Wie sicher das Modell eines Worts sein muss.</translation>
    </message>
    <message>
        <source>Review the most doubtful word first</source>
        <translation>Das zweifelhafteste Wort zuerst durchsehen</translation>
    </message>
    <message>
        <source>Otherwise from the beginning to the end.</source>
        <translation>Sonst vom Anfang bis zum Ende.</translation>
    </message>
</context>
<context>
    <name>GoalPage</name>
    <message>
        <source>What shall it learn?</source>
        <translation>Was soll es lernen?</translation>
    </message>
    <message>
        <source>The model that you have stays as it is; you get a new one beside it.</source>
        <translation>Das Modell, das Sie haben, bleibt wie es ist; Sie bekommen ein neues daneben.</translation>
    </message>
    <message>
        <source>My voice</source>
        <translation>Meine Stimme</translation>
    </message>
    <message>
        <source>Read some sentences aloud, or take recordings of yourself. The model learns how you speak and keeps what it knows.</source>
        <translation>Lesen Sie einige Sätze vor oder nehmen Sie Aufnahmen von sich. Das Modell lernt, wie Sie sprechen, und behält, was es kann.</translation>
    </message>
    <message>
        <source>10 minutes of speech or more, then about as long to train</source>
        <translation>10 Minuten Sprache oder mehr, dann etwa ebenso lang zum Trainieren</translation>
    </message>
    <message>
        <source>A data set</source>
        <translation>Einen Datensatz</translation>
    </message>
    <message>
        <source>Go on with a model on recordings and their texts: a subject, an accent, other rooms.</source>
        <translation>Mit einem Modell auf Aufnahmen und ihren Texten weitermachen: ein Fach, ein Akzent, andere Räume.</translation>
    </message>
    <message>
        <source>An hour of speech or more, then an hour or more to train</source>
        <translation>Eine Stunde Sprache oder mehr, dann eine Stunde oder mehr zum Trainieren</translation>
    </message>
    <message>
        <source>Everything, from scratch</source>
        <translation>Alles, von Anfang an</translation>
    </message>
    <message>
        <source>Begin with random weights. For another language, or to see how a network comes to hear.</source>
        <translation>Mit zufälligen Gewichten beginnen. Für eine andere Sprache, oder um zu sehen, wie ein Netz hören lernt.</translation>
    </message>
    <message>
        <source>20 hours of speech or more, then many hours, better with a GPU</source>
        <translation>20 Stunden Sprache oder mehr, dann viele Stunden, besser mit GPU</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Wegwerfen</translation>
    </message>
    <message>
        <source>Model to begin with</source>
        <translation>Modell, mit dem begonnen wird</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>“{title}” was interrupted at step {step}.</source>
        <translation>„{title}“ wurde bei Schritt {step} unterbrochen.</translation>
    </message>
    <message>
        <source>“{title}” is trained and waits for your decision.</source>
        <translation>„{title}“ ist trainiert und wartet auf Ihre Entscheidung.</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>Das Ergebnis zeigen</translation>
    </message>
</context>
<context>
    <name>Gutter</name>
    <message>
        <source>Click a time to hear the recording from there</source>
        <translation>Ein Klick auf eine Zeit spielt die Aufnahme von dort</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
</context>
<context>
    <name>HearingAgain</name>
    <message>
        <source>The model is still loading: apply the vocabulary in a moment.</source>
        <translation>Das Modell lädt noch: Wenden Sie den Wortschatz gleich an.</translation>
    </message>
    <message>
        <source>{} places are heard differently now.</source>
        <translation>{} Stellen werden nun anders gehört.</translation>
    </message>
    <message>
        <source>One place is heard differently now.</source>
        <translation>Eine Stelle wird nun anders gehört.</translation>
    </message>
    <message>
        <source>All of it is heard just the same.</source>
        <translation>Alles wird genauso gehört.</translation>
    </message>
    <message>
        <source>{} that you edited stay as they are.</source>
        <translation>{}, die Sie bearbeitet haben, bleiben wie sie sind.</translation>
    </message>
</context>
<context>
    <name>Inserter</name>
    <message>
        <source>This desktop lets no program type into another: the text is on the clipboard, paste it.</source>
        <translation>Auf diesem Desktop darf kein Programm in ein anderes tippen: Der Text ist in der Zwischenablage, fügen Sie ihn ein.</translation>
    </message>
    <message>
        <source>Typing into other windows needs the library libXtst: the text is on the clipboard, paste it.</source>
        <translation>Zum Tippen in andere Fenster fehlt die Bibliothek libXtst: Der Text ist in der Zwischenablage, fügen Sie ihn ein.</translation>
    </message>
    <message>
        <source>There is no other window: the text is on the clipboard, paste it.</source>
        <translation>Es gibt kein anderes Fenster: Der Text ist in der Zwischenablage, fügen Sie ihn ein.</translation>
    </message>
    <message>
        <source>This desktop lets no program press keys in another window.</source>
        <translation>Diese Arbeitsumgebung lässt kein Programm Tasten in anderen Fenstern drücken.</translation>
    </message>
    <message>
        <source>Pressing keys in other windows needs the library libXtst.</source>
        <translation>Tasten in anderen Fenstern zu drücken braucht die Bibliothek libXtst.</translation>
    </message>
    <message>
        <source>There is no other window to press keys in.</source>
        <translation>Es gibt kein anderes Fenster, in dem Tasten gedrückt werden könnten.</translation>
    </message>
    <message>
        <source>This keyboard has no key for {keys}.</source>
        <translation>Diese Tastatur hat keine Taste für {keys}.</translation>
    </message>
</context>
<context>
    <name>Invitation</name>
    <message>
        <source>Say something, or drop a recording</source>
        <translation>Sagen Sie etwas, oder ziehen Sie eine Aufnahme her</translation>
    </message>
    <message>
        <source>Start dictating</source>
        <translation>Diktieren beginnen</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Die Probe ausprobieren</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Eine Aufnahme öffnen…</translation>
    </message>
    <message>
        <source>Press {key} and speak</source>
        <translation>{key} drücken und sprechen</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>Sprechen</translation>
    </message>
    <message>
        <source>Everything stays on this computer. {begin}; say “new paragraph” or “scratch that” as you go.</source>
        <translation>Alles bleibt auf diesem Computer. {begin}; sagen Sie dabei „new paragraph“ oder „scratch that“.</translation>
    </message>
    <message>
        <source>New here? Ten seconds of listening tell whether this microphone and this room are good enough.</source>
        <translation>Neu hier? Zehn Sekunden Zuhören zeigen, ob dieses Mikrofon und dieser Raum gut genug sind.</translation>
    </message>
    <message>
        <source>Check microphone</source>
        <translation>Mikrofon prüfen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>Press the new key…</source>
        <translation>Die neue Taste drücken…</translation>
    </message>
    <message>
        <source>Escape leaves it, Backspace takes it away</source>
        <translation>Escape lässt sie, die Rücktaste nimmt sie weg</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Use it here</source>
        <translation>Hier benutzen</translation>
    </message>
    <message>
        <source>The default again</source>
        <translation>Wieder wie anfangs</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Choose a key and press the new one. A foot pedal sends keys too.</source>
        <translation>Wählen Sie eine Taste und drücken Sie die neue. Auch ein Fußpedal sendet Tasten.</translation>
    </message>
    <message>
        <source>Held while you speak</source>
        <translation>Gehalten, während Sie sprechen</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Drücken</translation>
    </message>
    <message>
        <source>{key} already means “{action}”.</source>
        <translation>{key} bedeutet schon „{action}“.</translation>
    </message>
    <message>
        <source>{key} is needed for writing: press it with Ctrl or Alt.</source>
        <translation>{key} wird zum Schreiben gebraucht: Drücken Sie sie mit Strg oder Alt.</translation>
    </message>
</context>
<context>
    <name>KeysWindow</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
</context>
<context>
    <name>LabWindow</name>
    <message>
        <source>Voice-command lab</source>
        <translation>Labor für Sprachbefehle</translation>
    </message>
    <message>
        <source>Find out what is misheard before it matters</source>
        <translation>Finden Sie heraus, was falsch gehört wird, bevor es darauf ankommt</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Collisions</source>
        <translation>Verwechslungen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Write a command first.</source>
        <translation>Schreiben Sie zuerst einen Befehl.</translation>
    </message>
    <message>
        <source>Exported as {name}</source>
        <translation>Exportiert als {name}</translation>
    </message>
    <message>
        <source>My commands</source>
        <translation>Meine Befehle</translation>
    </message>
    <message>
        <source>{name}, a copy</source>
        <translation>{name}, eine Kopie</translation>
    </message>
    <message>
        <source>“{name}” was deleted.</source>
        <translation>„{name}“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>{name}, yours</source>
        <translation>{name}, Ihrer</translation>
    </message>
    <message>
        <source>This is your own copy: the set of the program stays.</source>
        <translation>Dies ist Ihre eigene Kopie: Der Befehlssatz des Programms bleibt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“{other}” is said now, not “{phrase}”.</source>
        <translation>Jetzt wird „{other}“ gesagt, nicht „{phrase}“.</translation>
    </message>
    <message>
        <source>Thresholds in use: {n}</source>
        <translation>Schwellen in Gebrauch: {n}</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Microphone level</source>
        <translation>Mikrofonpegel</translation>
    </message>
    <message>
        <source>{n} of 10</source>
        <translation>{n} von 10</translation>
    </message>
</context>
<context>
    <name>LevelPlot</name>
    <message>
        <source>Level over time</source>
        <translation>Pegel im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Noise {noise}, voice {voice}</source>
        <translation>Rauschen {noise}, Stimme {voice}</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>the sentence</source>
        <translation>der Satz</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>Stimme</translation>
    </message>
</context>
<context>
    <name>ListTable</name>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>such as: room</source>
        <translation>etwa: Raum</translation>
    </message>
    <message>
        <source>kitchen, hall</source>
        <translation>Küche, Flur</translation>
    </message>
</context>
<context>
    <name>ListenPage</name>
    <message>
        <source>Listening for commands</source>
        <translation>Zuhören auf Befehle</translation>
    </message>
    <message>
        <source>Start listening</source>
        <translation>Zuhören beginnen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>What was heard</source>
        <translation>Was gehört wurde</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>Do what follows</source>
        <translation>Tun, was folgt</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Write a command first.</source>
        <translation>Schreiben Sie zuerst einen Befehl.</translation>
    </message>
    <message>
        <source>The model is still being loaded: try again in a moment.</source>
        <translation>Das Modell wird noch geladen: Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>Das Mikrofon wird geöffnet…</translation>
    </message>
    <message>
        <source>Say one of the commands</source>
        <translation>Sagen Sie einen der Befehle</translation>
    </message>
    <message>
        <source>score {score:.2f} of {allowed:.2f} allowed  ·  {ms:.0f} ms</source>
        <translation>Abweichung {score:.2f} von erlaubten {allowed:.2f}  ·  {ms:.0f} ms</translation>
    </message>
    <message>
        <source>none of these, nearest “{phrase}”</source>
        <translation>keiner davon, am nächsten „{phrase}“</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Keiner davon</translation>
    </message>
    <message>
        <source>nearest “{phrase}”</source>
        <translation>am nächsten „{phrase}“</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Say a command</source>
        <translation>Sagen Sie einen Befehl</translation>
    </message>
    <message>
        <source>What is heard is compared with the set; whatever fits free text much better is none of these.</source>
        <translation>Was gehört wird, wird mit dem Befehlssatz verglichen; was viel besser zu freiem Text passt, ist keiner davon.</translation>
    </message>
    <message>
        <source>No command has anything that follows: see “Commands”.</source>
        <translation>Auf keinen Befehl folgt etwas: siehe „Befehle“.</translation>
    </message>
    <message>
        <source>What follows was not allowed yet: see “Commands”.</source>
        <translation>Was folgt, ist noch nicht erlaubt: siehe „Befehle“.</translation>
    </message>
    <message>
        <source>On until you leave this page. Allowed actions: {n}</source>
        <translation>An, bis Sie diese Seite verlassen. Erlaubte Aktionen: {n}</translation>
    </message>
    <message>
        <source>Off: nothing is done. Allowed actions: {n}</source>
        <translation>Aus: Es geschieht nichts. Erlaubte Aktionen: {n}</translation>
    </message>
</context>
<context>
    <name>ListeningAlong</name>
    <message>
        <source>Go to a time</source>
        <translation>Zu einer Zeit gehen</translation>
    </message>
    <message>
        <source>Minutes and seconds, as in 1:30</source>
        <translation>Minuten und Sekunden, wie in 1:30</translation>
    </message>
    <message>
        <source>“{}” is not a time: write minutes and seconds, 1:30.</source>
        <translation>„{}“ ist keine Zeit: Schreiben Sie Minuten und Sekunden, 1:30.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Dictation</source>
        <translation>Dictation</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>Exported as {name}</source>
        <translation>Exportiert als {name}</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Den Ordner zeigen</translation>
    </message>
    <message>
        <source>Recovered a text that was cut off.</source>
        <translation>Ein abgebrochener Text wurde wiedergefunden.</translation>
    </message>
    <message>
        <source>Recovered {time} of dictation that was cut off.</source>
        <translation>{time} eines abgebrochenen Diktats wiedergefunden.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>MicrophoneCheck</name>
    <message>
        <source>Check microphone</source>
        <translation>Mikrofon prüfen</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Standard des Systems</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Dictate with it</source>
        <translation>Damit diktieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Microphone open</source>
        <translation>Mikrofon offen</translation>
    </message>
    <message>
        <source>Microphones compared</source>
        <translation>Mikrofone im Vergleich</translation>
    </message>
    <message>
        <source>The sentence</source>
        <translation>Der Satz</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Ten seconds of silence and one sentence tell whether this microphone and this room are good enough.</source>
        <translation>Zehn Sekunden Stille und ein Satz zeigen, ob dieses Mikrofon und dieser Raum gut genug sind.</translation>
    </message>
    <message>
        <source>There is no microphone: connect one.</source>
        <translation>Es gibt kein Mikrofon: Schließen Sie eines an.</translation>
    </message>
    <message>
        <source>Be silent, please</source>
        <translation>Bitte Stille</translation>
    </message>
    <message>
        <source>The room is listened to. Leave everything as it usually is.</source>
        <translation>Der Raum wird gehört. Lassen Sie alles, wie es sonst ist.</translation>
    </message>
    <message>
        <source>Now read this aloud</source>
        <translation>Nun lesen Sie dies vor</translation>
    </message>
    <message>
        <source>As you would dictate. It ends by itself when you stop.</source>
        <translation>So wie Sie diktieren würden. Es endet von selbst, wenn Sie aufhören.</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Einen Augenblick</translation>
    </message>
    <message>
        <source>The sentence is recognised.</source>
        <translation>Der Satz wird erkannt.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>The report cannot be kept ({reason}).</source>
        <translation>Der Bericht kann nicht aufgehoben werden ({reason}).</translation>
    </message>
    <message>
        <source>Checked just now.</source>
        <translation>Gerade geprüft.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>The sound system does not answer.</source>
        <translation>Das Tonsystem antwortet nicht.</translation>
    </message>
</context>
<context>
    <name>MiniWindow</name>
    <message>
        <source>Dictation</source>
        <translation>Dictation</translation>
    </message>
    <message>
        <source>What you say appears here</source>
        <translation>Was Sie sagen, erscheint hier</translation>
    </message>
    <message>
        <source>Back to the large window</source>
        <translation>Zurück zum großen Fenster</translation>
    </message>
    <message>
        <source>Stop dictating</source>
        <translation>Diktieren beenden</translation>
    </message>
    <message>
        <source>Start dictating</source>
        <translation>Diktieren beginnen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Öffnet…</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>Transcribing</source>
        <translation>Schreibt</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Use</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Use {}</source>
        <translation>{} benutzen</translation>
    </message>
    <message>
        <source>Go back one</source>
        <translation>Eins zurück</translation>
    </message>
    <message>
        <source>Use the model that it was made from</source>
        <translation>Das Modell benutzen, aus dem es gemacht wurde</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More on {}</source>
        <translation>Mehr zu {}</translation>
    </message>
    <message>
        <source>Read its card</source>
        <translation>Seine Karte lesen</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Eine Kopie sichern…</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>Seinen Ordner öffnen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>speed on this computer</source>
        <translation>Tempo auf diesem Rechner</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Evaluate {}</source>
        <translation>{} bewerten</translation>
    </message>
    <message>
        <source>How fast is it here, and how many words does it get wrong?</source>
        <translation>Wie schnell ist es hier, und wie viele Wörter hört es falsch?</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>auf der Platte</translation>
    </message>
    <message>
        <source>WER</source>
        <translation>WER</translation>
    </message>
    <message>
        <source>, {} before</source>
        <translation>, zuvor {}</translation>
    </message>
    <message>
        <source>WER on {n} test clips, {low:.0f}–{high:.0f} %</source>
        <translation>WER auf {n} Testaufnahmen, {low:.0f}–{high:.0f} %</translation>
    </message>
    <message>
        <source>WER on {n} sentences of yours, {low:.0f}–{high:.0f} %</source>
        <translation>WER auf {n} Ihrer Sätze, {low:.0f}–{high:.0f} %</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>How far the evaluation has come</source>
        <translation>Wie weit die Bewertung ist</translation>
    </message>
    <message>
        <source>Getting ready to listen…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Stop the evaluation of {}</source>
        <translation>Die Bewertung von {} beenden</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>Hört zu…</translation>
    </message>
    <message>
        <source>Listening, {time} left</source>
        <translation>Hört zu, noch {time}</translation>
    </message>
    <message>
        <source>Speed on this computer</source>
        <translation>Tempo auf diesem Rechner</translation>
    </message>
    <message>
        <source>Remove {title} for good? {size} become free.</source>
        <translation>{title} endgültig entfernen? {size} werden frei.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Card of {}</source>
        <translation>Karte von {}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No card came with this model.</source>
        <translation>Mit diesem Modell kam keine Karte.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Alphabet</source>
        <translation>Alphabet</translation>
    </message>
    <message>
        <source>Evaluated here on</source>
        <translation>Hier bewertet am</translation>
    </message>
    <message>
        <source>WER on the {n} test clips of the program</source>
        <translation>WER auf den {n} Testaufnahmen des Programms</translation>
    </message>
    <message>
        <source>WER on {n} sentences that you corrected</source>
        <translation>WER auf {n} Sätzen, die Sie verbessert haben</translation>
    </message>
    <message>
        <source>Times real time</source>
        <translation>Mal Echtzeit</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Import a model</source>
        <translation>Ein Modell importieren</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Einen Ordner wählen</translation>
    </message>
    <message>
        <source>A model turns sound into words. Each is a folder that you can copy, share or delete.</source>
        <translation>Ein Modell macht aus Ton Wörter. Jedes ist ein Ordner, den Sie kopieren, weitergeben oder löschen können.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>A checkpoint file…</source>
        <translation>Eine Datei mit Gewichten…</translation>
    </message>
    <message>
        <source>A model folder…</source>
        <translation>Einen Modellordner…</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>Trainieren…</translation>
    </message>
    <message>
        <source>There is no model here: import one.</source>
        <translation>Hier ist kein Modell: Importieren Sie eines.</translation>
    </message>
    <message>
        <source>{title} is loaded now; what you dictate meanwhile is kept.</source>
        <translation>{title} wird jetzt geladen; was Sie inzwischen diktieren, bleibt erhalten.</translation>
    </message>
    <message>
        <source>{title} is being copied.</source>
        <translation>{title} wird kopiert.</translation>
    </message>
    <message>
        <source>The copy is in {folder}.</source>
        <translation>Die Kopie ist in {folder}.</translation>
    </message>
    <message>
        <source>{title} was removed.</source>
        <translation>{title} wurde entfernt.</translation>
    </message>
    <message>
        <source>{name} is being checked.</source>
        <translation>{name} wird geprüft.</translation>
    </message>
    <message>
        <source>{title} was checked and imported.</source>
        <translation>{title} wurde geprüft und importiert.</translation>
    </message>
    <message>
        <source>One thing at a time: wait a moment.</source>
        <translation>Eins nach dem anderen: Warten Sie einen Augenblick.</translation>
    </message>
    <message>
        <source>This did not work.</source>
        <translation>Das ging nicht.</translation>
    </message>
</context>
<context>
    <name>NoteList</name>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
</context>
<context>
    <name>NotesWindow</name>
    <message>
        <source>Past notes</source>
        <translation>Frühere Notizen</translation>
    </message>
    <message>
        <source>Search in all notes</source>
        <translation>In allen Notizen suchen</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>Wo gesucht wird</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>In den Papierkorb legen</translation>
    </message>
    <message>
        <source>Transcribe again</source>
        <translation>Noch einmal verschriften</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurücklegen</translation>
    </message>
    <message>
        <source>No note has these words.</source>
        <translation>Keine Notiz hat diese Wörter.</translation>
    </message>
    <message>
        <source>The bin is empty. What is deleted stays here for a while.</source>
        <translation>Der Papierkorb ist leer. Was gelöscht wird, bleibt eine Weile hier.</translation>
    </message>
    <message>
        <source>No notes yet. What you dictate is kept here by itself.</source>
        <translation>Noch keine Notizen. Was Sie diktieren, wird hier von selbst aufgehoben.</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 Notiz</translation>
    </message>
    <message>
        <source>{n} notes</source>
        <translation>{n} Notizen</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Put away</source>
        <translation>Weglegen</translation>
    </message>
</context>
<context>
    <name>OptionsPage</name>
    <message>
        <source>How long, and where?</source>
        <translation>Wie lange, und wo?</translation>
    </message>
    <message>
        <source>It can be paused, and stopped at any time with the best so far.</source>
        <translation>Es lässt sich anhalten und jederzeit mit dem bisher Besten beenden.</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training beginnen</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>Name des neuen Modells</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Small: 10.4 million weights, quick on any computer</source>
        <translation>Klein: 10,4 Millionen Gewichte, schnell auf jedem Rechner</translation>
    </message>
    <message>
        <source>Medium: 14.2 million weights, three times the work</source>
        <translation>Mittel: 14,2 Millionen Gewichte, dreimal so viel Arbeit</translation>
    </message>
    <message>
        <source>Large: 23.7 million weights, wants a GPU</source>
        <translation>Groß: 23,7 Millionen Gewichte, braucht eine GPU</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Time to train</source>
        <translation>Zeit zum Trainieren</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>GPU where there is one, else the processor</source>
        <translation>GPU, wo es eine gibt, sonst der Prozessor</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Train on</source>
        <translation>Trainieren auf</translation>
    </message>
    <message>
        <source>Steps that are timed</source>
        <translation>Schritte, die gemessen werden</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Noch einmal messen</translation>
    </message>
    <message>
        <source>My model</source>
        <translation>Mein Modell</translation>
    </message>
    <message>
        <source>{}, my voice</source>
        <translation>{}, meine Stimme</translation>
    </message>
    <message>
        <source>{}, taught</source>
        <translation>{}, gelehrt</translation>
    </message>
    <message>
        <source>{}, continued</source>
        <translation>{}, fortgesetzt</translation>
    </message>
    <message>
        <source>Dividing the recordings…</source>
        <translation>Die Aufnahmen werden aufgeteilt…</translation>
    </message>
    <message>
        <source>Getting ready to measure…</source>
        <translation>Das Messen wird vorbereitet…</translation>
    </message>
    <message>
        <source>Timing real steps: {n} of {all}</source>
        <translation>Echte Schritte werden gemessen: {n} von {all}</translation>
    </message>
    <message>
        <source>It learns from {train:,} clips; {held:,} are held out to judge it by.</source>
        <translation>Es lernt aus {train:,} Aufnahmen; {held:,} bleiben zurück, um es daran zu beurteilen.</translation>
    </message>
    <message>
        <source>About {time}: by then it has heard your {speech} of speech {n} times, and replay clips between, in {steps:,} steps.</source>
        <translation>Etwa {time}: Bis dahin hat es Ihre {speech} Sprache {n}-mal gehört, dazwischen alte Aufnahmen, in {steps:,} Schritten.</translation>
    </message>
    <message>
        <source>In {time} it hears your {speech} of speech about {n} times, in {steps:,} steps.</source>
        <translation>In {time} hört es Ihre {speech} Sprache etwa {n}-mal, in {steps:,} Schritten.</translation>
    </message>
    <message>
        <source>Measured on {n} steps: {speed:.0f}× real time.</source>
        <translation>Gemessen an {n} Schritten: {speed:.0f}× Echtzeit.</translation>
    </message>
    <message>
        <source> {held:,} clips are held out to judge it by.</source>
        <translation> {held:,} Aufnahmen bleiben zurück, um es daran zu beurteilen.</translation>
    </message>
    <message>
        <source>From scratch that is far too little speech: begin with a model instead.</source>
        <translation>Von Anfang an ist das viel zu wenig Sprache: Beginnen Sie lieber mit einem Modell.</translation>
    </message>
    <message>
        <source>{time} would be enough for all that is planned.</source>
        <translation>{time} würden für alles Geplante genügen.</translation>
    </message>
    <message>
        <source>Less time will do: so many times it learns them by heart.</source>
        <translation>Weniger Zeit genügt: So oft lernt es sie auswendig.</translation>
    </message>
    <message>
        <source>Rather short: give it more time.</source>
        <translation>Recht kurz: Geben Sie ihm mehr Zeit.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>Diese Seite zurücksetzen</translation>
    </message>
    <message>
        <source>Take the reset back</source>
        <translation>Das Zurücksetzen zurücknehmen</translation>
    </message>
</context>
<context>
    <name>PageAction</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Ersetzen…</translation>
    </message>
    <message>
        <source>Copy all of the text</source>
        <translation>Den ganzen Text kopieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Change the title</source>
        <translation>Den Titel ändern</translation>
    </message>
    <message>
        <source>Dictate here</source>
        <translation>Hier diktieren</translation>
    </message>
    <message>
        <source>Other ways to hear this</source>
        <translation>Was es auch heißen könnte</translation>
    </message>
    <message>
        <source>Next doubtful word</source>
        <translation>Nächstes zweifelhafte Wort</translation>
    </message>
    <message>
        <source>Previous doubtful word</source>
        <translation>Voriges zweifelhafte Wort</translation>
    </message>
    <message>
        <source>This word is right</source>
        <translation>Dieses Wort stimmt</translation>
    </message>
    <message>
        <source>Hear it all again…</source>
        <translation>Alles noch einmal hören lassen…</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Back a little</source>
        <translation>Ein wenig zurück</translation>
    </message>
    <message>
        <source>Back five seconds</source>
        <translation>Fünf Sekunden zurück</translation>
    </message>
    <message>
        <source>Forward five seconds</source>
        <translation>Fünf Sekunden vor</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Schneller</translation>
    </message>
    <message>
        <source>Second speed</source>
        <translation>Zweites Tempo</translation>
    </message>
    <message>
        <source>Play from the caret</source>
        <translation>Ab der Schreibmarke abspielen</translation>
    </message>
    <message>
        <source>Play this paragraph</source>
        <translation>Diesen Absatz abspielen</translation>
    </message>
    <message>
        <source>Insert the time</source>
        <translation>Die Zeit einfügen</translation>
    </message>
    <message>
        <source>Go to a time…</source>
        <translation>Zu einer Zeit gehen…</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>Click to change the title</source>
        <translation>Klicken, um den Titel zu ändern</translation>
    </message>
    <message>
        <source>Words, length, saving</source>
        <translation>Wörter, Länge, Speichern</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
    <message>
        <source>{} so far</source>
        <translation>bisher {}</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 Wort</translation>
    </message>
    <message>
        <source>{} words</source>
        <translation>{} Wörter</translation>
    </message>
</context>
<context>
    <name>PhrasesPage</name>
    <message>
        <source>Phrases</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Predicted collisions</source>
        <translation>Vorhergesagte Verwechslungen</translation>
    </message>
    <message>
        <source>Pairs that are alike</source>
        <translation>Ähnliche Paare</translation>
    </message>
    <message>
        <source>{n:,} phrases</source>
        <translation>{n:,} Sätze</translation>
    </message>
    <message>
        <source>Write a command first</source>
        <translation>Schreiben Sie zuerst einen Befehl</translation>
    </message>
    <message>
        <source>Comparing every phrase with every other…</source>
        <translation>Jeder Satz wird mit jedem anderen verglichen…</translation>
    </message>
    <message>
        <source>There is nothing to mistake it for</source>
        <translation>Es gibt nichts, womit er zu verwechseln wäre</translation>
    </message>
    <message>
        <source>alike: {n}</source>
        <translation>ähnlich: {n}</translation>
    </message>
    <message>
        <source>none is alike</source>
        <translation>keiner ist ähnlich</translation>
    </message>
    <message>
        <source>{first} and {second}: risk {risk:.0%}</source>
        <translation>{first} und {second}: Gefahr {risk:.0%}</translation>
    </message>
    <message>
        <source>Alike, the worst first</source>
        <translation>Ähnlich, das Schlimmste zuerst</translation>
    </message>
    <message>
        <source>The nearest</source>
        <translation>Am nächsten</translation>
    </message>
    <message>
        <source>No other phrase comes near it.</source>
        <translation>Kein anderer Satz kommt ihm nahe.</translation>
    </message>
    <message>
        <source>Chosen in the matrix</source>
        <translation>In der Matrix gewählt</translation>
    </message>
    <message>
        <source>Nearest to “{phrase}”</source>
        <translation>Am nächsten zu „{phrase}“</translation>
    </message>
    <message>
        <source>spelling {a:.0%}  ·  sound {b:.0%}  ·  network {c:.0%}</source>
        <translation>Schreibung {a:.0%}  ·  Klang {b:.0%}  ·  Netz {c:.0%}</translation>
    </message>
    <message>
        <source>instead of “{phrase}”:</source>
        <translation>statt „{phrase}“:</translation>
    </message>
    <message>
        <source>Say “{other}” instead of “{phrase}”</source>
        <translation>„{other}“ statt „{phrase}“ sagen</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Played</source>
        <translation>Abgespielt</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Speed, {}</source>
        <translation>Tempo, {}</translation>
    </message>
    <message>
        <source>How fast it is played; the pitch stays</source>
        <translation>Wie schnell abgespielt wird; die Tonhöhe bleibt</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Try it on a sentence</source>
        <translation>An einem Satz ausprobieren</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>When you say</source>
        <translation>Wenn Sie sagen</translation>
    </message>
    <message>
        <source>this is written</source>
        <translation>wird dies geschrieben</translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>Damaged entry</source>
        <translation>Beschädigter Eintrag</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Unlesbar</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Cut off, too loud</source>
        <translation>Abgeschnitten, zu laut</translation>
    </message>
    <message>
        <source>Wrong duration</source>
        <translation>Falsche Dauer</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>Zu lang</translation>
    </message>
    <message>
        <source>No text</source>
        <translation>Kein Text</translation>
    </message>
    <message>
        <source>Foreign letters</source>
        <translation>Fremde Buchstaben</translation>
    </message>
    <message>
        <source>Too short for its text</source>
        <translation>Zu kurz für den Text</translation>
    </message>
    <message>
        <source>Text is not what is said</source>
        <translation>Text ist nicht das Gesagte</translation>
    </message>
    <message>
        <source>Same recording twice</source>
        <translation>Dieselbe Aufnahme zweimal</translation>
    </message>
    <message>
        <source>Said twice</source>
        <translation>Zweimal gesagt</translation>
    </message>
    <message>
        <source>Speaker in both sets</source>
        <translation>Person in beiden Teilen</translation>
    </message>
    <message>
        <source>Sentence in both sets</source>
        <translation>Satz in beiden Teilen</translation>
    </message>
    <message>
        <source>Recording in both sets</source>
        <translation>Aufnahme in beiden Teilen</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
</context>
<context>
    <name>ProblemTable</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
</context>
<context>
    <name>PromptReader</name>
    <message>
        <source>Sentences to read aloud</source>
        <translation>Sätze zum Vorlesen</translation>
    </message>
    <message>
        <source>Sentences that are read</source>
        <translation>Sätze, die gelesen sind</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Keep, next sentence</source>
        <translation>Behalten, nächster Satz</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>That was all of them. Thank you!</source>
        <translation>Das waren alle. Danke!</translation>
    </message>
    <message>
        <source>Press R and read the sentence aloud</source>
        <translation>Drücken Sie R und lesen Sie den Satz vor</translation>
    </message>
    <message>
        <source>{kept} of {n} read  ·  {time} of speech</source>
        <translation>{kept} von {n} gelesen  ·  {time} Sprache</translation>
    </message>
    <message>
        <source>{share:.0%} of English sound pairs covered</source>
        <translation>{share:.0%} der englischen Lautpaare abgedeckt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>Noch einmal aufnehmen</translation>
    </message>
    <message>
        <source>Recording: read the sentence, then press R</source>
        <translation>Aufnahme läuft: Lesen Sie den Satz und drücken Sie dann R</translation>
    </message>
    <message>
        <source>Too loud: it is cut off</source>
        <translation>Zu laut: Es ist abgeschnitten</translation>
    </message>
    <message>
        <source>Good: {seconds:.1f} s at {level:.0f} dB. S keeps it.</source>
        <translation>Gut: {seconds:.1f} s bei {level:.0f} dB. S behält es.</translation>
    </message>
</context>
<context>
    <name>RecordDesk</name>
    <message>
        <source>Stop dictating</source>
        <translation>Diktieren beenden</translation>
    </message>
    <message>
        <source>Start dictating</source>
        <translation>Diktieren beginnen</translation>
    </message>
</context>
<context>
    <name>RecordPane</name>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Looking for microphones…</source>
        <translation>Mikrofone werden gesucht …</translation>
    </message>
    <message>
        <source>Look for microphones again</source>
        <translation>Noch einmal nach Mikrofonen suchen</translation>
    </message>
    <message>
        <source>Listening mode</source>
        <translation>Art des Zuhörens</translation>
    </message>
    <message>
        <source>Toggle</source>
        <translation>Umschalten</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Drücken</translation>
    </message>
    <message>
        <source>Always on</source>
        <translation>Immer an</translation>
    </message>
    <message>
        <source>One press begins, another ends</source>
        <translation>Ein Druck beginnt, ein weiterer beendet</translation>
    </message>
    <message>
        <source>Listens while the key or the button is held</source>
        <translation>Hört zu, solange Taste oder Knopf gehalten wird</translation>
    </message>
    <message>
        <source>Listens until you end it, whenever somebody speaks</source>
        <translation>Hört zu, bis Sie es beenden, sobald jemand spricht</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Standard des Systems</translation>
    </message>
    <message>
        <source>Connect a microphone to dictate</source>
        <translation>Zum Diktieren ein Mikrofon anschließen</translation>
    </message>
    <message>
        <source>Default: {name}</source>
        <translation>Standard: {name}</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (nicht angeschlossen)</translation>
    </message>
    <message>
        <source>Too loud: speak from farther away</source>
        <translation>Zu laut: Sprechen Sie aus größerer Entfernung</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Öffnet…</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Transcribing</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Let go to end</source>
        <translation>Zum Beenden loslassen</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Zum Sprechen halten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Start dictating</source>
        <translation>Diktieren beginnen</translation>
    </message>
</context>
<context>
    <name>RecordingsPage</name>
    <message>
        <source>What does it learn from?</source>
        <translation>Woraus lernt es?</translation>
    </message>
    <message>
        <source>Ten minutes of one voice help; every sentence more helps more.</source>
        <translation>Zehn Minuten einer Stimme helfen; jeder Satz mehr hilft mehr.</translation>
    </message>
    <message>
        <source>Where recordings come from</source>
        <translation>Woher Aufnahmen kommen</translation>
    </message>
    <message>
        <source>Read sentences aloud</source>
        <translation>Sätze vorlesen</translation>
    </message>
    <message>
        <source>Recordings and texts I have</source>
        <translation>Aufnahmen und Texte, die ich habe</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>Manifest…</source>
        <translation>Manifest…</translation>
    </message>
    <message>
        <source>Drop a folder or a manifest here</source>
        <translation>Einen Ordner oder ein Manifest hierher ziehen</translation>
    </message>
    <message>
        <source>It can be: JSON Lines · Coqui or DeepSpeech CSV · Common Voice · LJ Speech · LibriSpeech · audio with a .txt of the same name · Speech Commands</source>
        <translation>Möglich sind: JSON Lines · CSV von Coqui oder DeepSpeech · Common Voice · LJ Speech · LibriSpeech · Ton mit einer gleichnamigen .txt · Speech Commands</translation>
    </message>
    <message>
        <source>Data sets that were added</source>
        <translation>Hinzugefügte Datensätze</translation>
    </message>
    <message>
        <source>An hour of speech helps; many voices help others, too.</source>
        <translation>Eine Stunde Sprache hilft; viele Stimmen helfen auch anderen.</translation>
    </message>
    <message>
        <source>Twenty hours of speech are few; many voices help most.</source>
        <translation>Zwanzig Stunden Sprache sind wenig; viele Stimmen helfen am meisten.</translation>
    </message>
    <message>
        <source>Read aloud here</source>
        <translation>Hier vorgelesen</translation>
    </message>
    <message>
        <source>Folder of recordings</source>
        <translation>Ordner mit Aufnahmen</translation>
    </message>
    <message>
        <source>Manifests (*.jsonl *.json *.csv *.tsv);;All files (*)</source>
        <translation>Manifeste (*.jsonl *.json *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
</context>
<context>
    <name>RehearDialog</name>
    <message>
        <source>Hear it all again</source>
        <translation>Alles noch einmal hören lassen</translation>
    </message>
    <message>
        <source>The sound is not needed: what the network heard was kept. What you edited stays as it is.</source>
        <translation>Der Ton wird nicht gebraucht: Was das Netz hörte, wurde aufgehoben. Was Sie bearbeitet haben, bleibt wie es ist.</translation>
    </message>
    <message>
        <source>Ways that are weighed</source>
        <translation>Deutungen, die abgewogen werden</translation>
    </message>
    <message>
        <source>Trust in the language model</source>
        <translation>Vertrauen in das Sprachmodell</translation>
    </message>
    <message>
        <source>Liking for more words</source>
        <translation>Vorliebe für mehr Wörter</translation>
    </message>
    <message>
        <source>How much terms are expected</source>
        <translation>Wie sehr Begriffe erwartet werden</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Begriffe</translation>
    </message>
    <message>
        <source>Names and terms, with commas between</source>
        <translation>Namen und Begriffe, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Words that would change</source>
        <translation>Wörter, die sich ändern würden</translation>
    </message>
    <message>
        <source>Use these words</source>
        <translation>Diese Wörter nehmen</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Lassen, wie es ist</translation>
    </message>
    <message>
        <source>This model has no language model</source>
        <translation>Dieses Modell hat kein Sprachmodell</translation>
    </message>
    <message>
        <source>Listening again…</source>
        <translation>Wird noch einmal gehört…</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>{} of {} utterances heard, {} places differ</source>
        <translation>{} von {} Äußerungen gehört, {} Stellen unterscheiden sich</translation>
    </message>
    <message>
        <source>All of it is heard just the same.</source>
        <translation>Alles wird genauso gehört.</translation>
    </message>
</context>
<context>
    <name>ReportTable</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Misheard</source>
        <translation>Falsch gehört</translation>
    </message>
    <message>
        <source>Voice above noise</source>
        <translation>Stimme über Rauschen</translation>
    </message>
    <message>
        <source>Heard up to</source>
        <translation>Gehört bis</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Microphones that were checked</source>
        <translation>Mikrofone, die geprüft wurden</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>The new model</source>
        <translation>Das neue Modell</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Was anzusehen ist</translation>
    </message>
    <message>
        <source>Changed sentences</source>
        <translation>Geänderte Sätze</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell benutzen</translation>
    </message>
    <message>
        <source>Keep the old model</source>
        <translation>Das alte Modell behalten</translation>
    </message>
    <message>
        <source>Trained for {time}, {steps:,} steps, {heard} of speech heard</source>
        <translation>{time} trainiert, {steps:,} Schritte, {heard} Sprache gehört</translation>
    </message>
    <message>
        <source>No held-out sentence is heard in another way.</source>
        <translation>Kein zurückgehaltener Satz wird anders gehört.</translation>
    </message>
    <message>
        <source>There is no model before it to compare it with.</source>
        <translation>Es gibt kein Modell davor, mit dem es zu vergleichen wäre.</translation>
    </message>
    <message>
        <source>It hears others worse, by {n:.1f} points: better keep the old model.</source>
        <translation>Andere hört es um {n:.1f} Punkte schlechter: Behalten Sie lieber das alte Modell.</translation>
    </message>
    <message>
        <source>It did not get better: better keep the old model.</source>
        <translation>Es wurde nicht besser: Behalten Sie lieber das alte Modell.</translation>
    </message>
    <message>
        <source>It hears you better, and that is no chance.</source>
        <translation>Es hört Sie besser, und das ist kein Zufall.</translation>
    </message>
    <message>
        <source>It seems to hear you better; with so few sentences that may be chance.</source>
        <translation>Es scheint Sie besser zu hören; bei so wenigen Sätzen kann das Zufall sein.</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>Heard: “{words}”</source>
        <translation>Gehört: „{words}“</translation>
    </message>
    <message>
        <source>noise of the room</source>
        <translation>Rauschen im Raum</translation>
    </message>
    <message>
        <source>voice above noise</source>
        <translation>Stimme über Rauschen</translation>
    </message>
    <message>
        <source>heard up to</source>
        <translation>gehört bis</translation>
    </message>
    <message>
        <source>words misheard</source>
        <translation>Wörter falsch gehört</translation>
    </message>
    <message>
        <source>cut off tops</source>
        <translation>abgeschnittene Spitzen</translation>
    </message>
    <message>
        <source>hum of the mains</source>
        <translation>Brummen des Stromnetzes</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>first sound after</source>
        <translation>erster Ton nach</translation>
    </message>
    <message>
        <source>pieces lost</source>
        <translation>verlorene Stücke</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Count false accepts</source>
        <translation>Fehlauslösungen zählen</translation>
    </message>
    <message>
        <source>Listens to past dictations and the program&apos;s own recordings</source>
        <translation>Hört in vergangene Diktate und die Aufnahmen des Programms</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>How far the listening has come</source>
        <translation>Wie weit das Zuhören ist</translation>
    </message>
    <message>
        <source>What was heard</source>
        <translation>Was gehört wurde</translation>
    </message>
    <message>
        <source>said down, heard across</source>
        <translation>gesagt nach unten, gehört nach rechts</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Überhört</translation>
    </message>
    <message>
        <source>False accepts an hour</source>
        <translation>Fehlauslösungen je Stunde</translation>
    </message>
    <message>
        <source>Not counted yet</source>
        <translation>Noch nicht gezählt</translation>
    </message>
    <message>
        <source>Use the best thresholds</source>
        <translation>Die besten Schwellen verwenden</translation>
    </message>
    <message>
        <source>Each command gets the threshold that misses least of it</source>
        <translation>Jeder Befehl bekommt die Schwelle, bei der er am seltensten überhört wird</translation>
    </message>
    <message>
        <source>{when}  ·  set changed since</source>
        <translation>{when}  ·  Befehlssatz seitdem geändert</translation>
    </message>
    <message>
        <source>{when}  ·  {done} of {n}</source>
        <translation>{when}  ·  {done} von {n}</translation>
    </message>
    <message>
        <source>The model is still being loaded: try again in a moment.</source>
        <translation>Das Modell wird noch geladen: Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Listening to speech in which no command is said…</source>
        <translation>Hört Sprache, in der kein Befehl gesagt wird…</translation>
    </message>
    <message>
        <source>The set has changed since this session: its results are kept; begin a new test to go on.</source>
        <translation>Der Befehlssatz hat sich seit dieser Sitzung geändert: Ihre Ergebnisse bleiben; beginnen Sie einen neuen Test, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Count false accepts to learn which thresholds are best.</source>
        <translation>Zählen Sie Fehlauslösungen, um die besten Schwellen zu erfahren.</translation>
    </message>
    <message>
        <source>With the best threshold of each command {misses:.1%} would be missed, at {accepts:.2f} false accepts an hour.</source>
        <translation>Mit der besten Schwelle jedes Befehls würden {misses:.1%} überhört, bei {accepts:.2f} Fehlauslösungen je Stunde.</translation>
    </message>
    <message>
        <source>That is little speech to be sure: more dictations make it surer.</source>
        <translation>Das ist wenig Sprache, um sicher zu sein: Mehr Diktate machen es sicherer.</translation>
    </message>
    <message>
        <source>Of the commands that the keyword model has a word for it understood {words:.1%}, the phrases {phrases:.1%}.</source>
        <translation>Von den Befehlen, für die das Wortmodell ein Wort hat, verstand es {words:.1%}, die Sätze {phrases:.1%}.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{said} was heard as {heard}: {n}×</source>
        <translation>{said} wurde als {heard} gehört: {n}×</translation>
    </message>
    <message>
        <source>Nothing to show yet: begin a test</source>
        <translation>Noch nichts zu zeigen: Beginnen Sie einen Test</translation>
    </message>
    <message>
        <source>Too many commands: the table tells more</source>
        <translation>Zu viele Befehle: Die Tabelle sagt mehr</translation>
    </message>
    <message>
        <source>taken for another</source>
        <translation>verwechselt</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>überhört</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Noch nichts gesagt</translation>
    </message>
    <message>
        <source>red: taken for another</source>
        <translation>rot: verwechselt</translation>
    </message>
    <message>
        <source>false accepts</source>
        <translation>Fehlauslösungen</translation>
    </message>
    <message>
        <source>of {minutes:.0f} min of other speech</source>
        <translation>in {minutes:.0f} min anderer Sprache</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Exported as {name}</source>
        <translation>Exportiert als {name}</translation>
    </message>
</context>
<context>
    <name>ResultsTable</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Gesagt</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Best threshold</source>
        <translation>Beste Schwelle</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Keyword model</source>
        <translation>Wortmodell</translation>
    </message>
    <message>
        <source>Taken for</source>
        <translation>Verwechselt mit</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>ReviewStrip</name>
    <message>
        <source>End the review</source>
        <translation>Die Durchsicht beenden</translation>
    </message>
    <message>
        <source>No doubtful words left</source>
        <translation>Keine zweifelhaften Wörter mehr</translation>
    </message>
    <message>
        <source>1 doubtful word left</source>
        <translation>Noch 1 zweifelhaftes Wort</translation>
    </message>
    <message>
        <source>{} doubtful words left</source>
        <translation>Noch {} zweifelhafte Wörter</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <source>next</source>
        <translation>nächstes</translation>
    </message>
    <message>
        <source>other ways to hear it</source>
        <translation>andere Deutungen</translation>
    </message>
    <message>
        <source>it is right</source>
        <translation>es stimmt</translation>
    </message>
</context>
<context>
    <name>RuleLine</name>
    <message>
        <source>heard</source>
        <translation>gehört</translation>
    </message>
    <message>
        <source>What is heard</source>
        <translation>Was gehört wird</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>What is written for it</source>
        <translation>Was dafür geschrieben wird</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Capitals must be the same</source>
        <translation>Groß und klein müssen stimmen</translation>
    </message>
    <message>
        <source>Use this rule</source>
        <translation>Diese Regel benutzen</translation>
    </message>
    <message>
        <source>Use it earlier</source>
        <translation>Früher benutzen</translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation>Diese Regel entfernen</translation>
    </message>
</context>
<context>
    <name>RulesEditor</name>
    <message>
        <source>Used in this order. \n is a new line. A regular expression (.*) may write its groups as \1, \2.</source>
        <translation>In dieser Reihenfolge benutzt. \n ist eine neue Zeile. Ein regulärer Ausdruck (.*) darf seine Gruppen als \1, \2 schreiben.</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Eine Regel hinzufügen</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Learning</source>
        <translation>Lernt</translation>
    </message>
    <message>
        <source>How far the training has come</source>
        <translation>Wie weit das Training ist</translation>
    </message>
    <message>
        <source>Three sentences to watch</source>
        <translation>Drei Sätze zum Zusehen</translation>
    </message>
    <message>
        <source>Loss by step</source>
        <translation>Verlust je Schritt</translation>
    </message>
    <message>
        <source>Word error rate by step</source>
        <translation>Wortfehlerrate je Schritt</translation>
    </message>
    <message>
        <source>Learning rate by step</source>
        <translation>Lernrate je Schritt</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>WER, held out, %</source>
        <translation>WER, zurückgehalten, %</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Learning your voice</source>
        <translation>Lernt Ihre Stimme</translation>
    </message>
    <message>
        <source>Learning from your corrections</source>
        <translation>Lernt aus Ihren Verbesserungen</translation>
    </message>
    <message>
        <source>Learning your data</source>
        <translation>Lernt Ihre Daten</translation>
    </message>
    <message>
        <source>Learning to hear</source>
        <translation>Lernt hören</translation>
    </message>
    <message>
        <source>Ending the measurement of the speed…</source>
        <translation>Die Messung der Geschwindigkeit endet …</translation>
    </message>
    <message>
        <source>Writing a checkpoint…</source>
        <translation>Ein Zwischenstand wird geschrieben…</translation>
    </message>
    <message>
        <source>Stopping; the best weights are judged next</source>
        <translation>Wird beendet; als Nächstes werden die besten Gewichte beurteilt</translation>
    </message>
    <message>
        <source>Paused at step {step:,}; it goes on from there</source>
        <translation>Angehalten bei Schritt {step:,}; von dort geht es weiter</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>step {step:,} of about {n:,}</source>
        <translation>Schritt {step:,} von etwa {n:,}</translation>
    </message>
    <message>
        <source>{speed:.0f}× real time</source>
        <translation>{speed:.0f}× Echtzeit</translation>
    </message>
    <message>
        <source>you can close this window and dictate meanwhile</source>
        <translation>Sie können dieses Fenster schließen und inzwischen diktieren</translation>
    </message>
    <message>
        <source>{n} % done</source>
        <translation>{n} % fertig</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>jeder Schritt</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>training {:.2f}</source>
        <translation>Training {:.2f}</translation>
    </message>
    <message>
        <source>held out {:.2f}</source>
        <translation>zurückgehalten {:.2f}</translation>
    </message>
    <message>
        <source>WER</source>
        <translation>WER</translation>
    </message>
    <message>
        <source>{:.1f} before</source>
        <translation>{:.1f} zuvor</translation>
    </message>
    <message>
        <source>{:.1f} now</source>
        <translation>{:.1f} jetzt</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>{name} is empty (zero bytes).</source>
        <translation>{name} ist leer (null Bytes).</translation>
    </message>
    <message>
        <source>{name} holds no sound that can be decoded.</source>
        <translation>{name} enthält keinen Ton, der sich lesen lässt.</translation>
    </message>
    <message>
        <source>{name} holds no audio track.</source>
        <translation>{name} enthält keine Tonspur.</translation>
    </message>
    <message>
        <source>{name} is a video without an audio track.</source>
        <translation>{name} ist ein Video ohne Tonspur.</translation>
    </message>
    <message>
        <source>{name} holds sound in a format this program cannot decode; it may be encrypted. Convert it to WAV or MP3 first.</source>
        <translation>{name} enthält Ton in einem Format, das dieses Programm nicht lesen kann; vielleicht ist es verschlüsselt. Wandeln Sie es zuerst in WAV oder MP3 um.</translation>
    </message>
    <message>
        <source>Nothing of this recording can be decoded: it is damaged or encrypted.</source>
        <translation>Nichts von dieser Aufnahme lässt sich lesen: Sie ist beschädigt oder verschlüsselt.</translation>
    </message>
    <message>
        <source>{name} is not audio: {what}.</source>
        <translation>{name} ist kein Ton: {what}.</translation>
    </message>
    <message>
        <source>{name} is not audio: it is a text file.</source>
        <translation>{name} ist kein Ton: Es ist eine Textdatei.</translation>
    </message>
    <message>
        <source>{name} is not a recording this program can read: it may be damaged, incomplete or encrypted.</source>
        <translation>{name} ist keine Aufnahme, die dieses Programm lesen kann: Sie ist vielleicht beschädigt, unvollständig oder verschlüsselt.</translation>
    </message>
    <message>
        <source>{name} is a folder: name the recordings in it.</source>
        <translation>{name} ist ein Ordner: Nennen Sie die Aufnahmen darin.</translation>
    </message>
    <message>
        <source>{name} may not be read: ask for access to it.</source>
        <translation>{name} darf nicht gelesen werden: Bitten Sie um Zugriff darauf.</translation>
    </message>
    <message>
        <source>There is no file {name}: check the name and the folder.</source>
        <translation>Es gibt keine Datei {name}: Prüfen Sie Namen und Ordner.</translation>
    </message>
    <message>
        <source>{name} cannot be read ({reason}): check the name and the folder.</source>
        <translation>{name} kann nicht gelesen werden ({reason}): Prüfen Sie Namen und Ordner.</translation>
    </message>
    <message>
        <source>{name} cannot be read ({reason}).</source>
        <translation>{name} kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>The channels of this recording cannot be mixed: save it with one or two.</source>
        <translation>Die Kanäle dieser Aufnahme lassen sich nicht mischen: Speichern Sie sie mit einem oder zweien.</translation>
    </message>
    <message>
        <source>The microphone {name} is not connected: choose another one.</source>
        <translation>Das Mikrofon {name} ist nicht angeschlossen: Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The sound system does not answer: {reason}.</source>
        <translation>Das Tonsystem antwortet nicht: {reason}.</translation>
    </message>
    <message>
        <source>The microphone has no channel {channel}: it has {most}.</source>
        <translation>Das Mikrofon hat keinen Kanal {channel}: Es hat {most}.</translation>
    </message>
    <message>
        <source>There is no microphone: connect one and choose Refresh, or open a recording instead.</source>
        <translation>Es gibt kein Mikrofon: Schließen Sie eines an und suchen Sie noch einmal, oder öffnen Sie eine Aufnahme.</translation>
    </message>
    <message>
        <source>Microphones need the PortAudio library. On Debian or Ubuntu: sudo apt install libportaudio2. Recordings work without it.</source>
        <translation>Mikrofone brauchen die Bibliothek PortAudio. Unter Debian oder Ubuntu: sudo apt install libportaudio2. Aufnahmen gehen auch ohne sie.</translation>
    </message>
    <message>
        <source>The microphone cannot be opened: it may be in use by another program, unplugged or not allowed in the system&apos;s settings ({reason}).</source>
        <translation>Das Mikrofon lässt sich nicht öffnen: Vielleicht benutzt es ein anderes Programm, es ist abgezogen oder in den Einstellungen des Systems nicht erlaubt ({reason}).</translation>
    </message>
    <message>
        <source>The microphone sends nothing but silence: is it muted, or its volume at zero?</source>
        <translation>Das Mikrofon sendet nur Stille: Ist es stumm oder seine Lautstärke auf null?</translation>
    </message>
    <message>
        <source>The microphone stopped sending sound: it may be unplugged. Connect it again or choose another one.</source>
        <translation>Das Mikrofon sendet keinen Ton mehr: Vielleicht ist es abgezogen. Schließen Sie es wieder an oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The microphone is gone: connect it again, and dictation goes on. What was said so far is kept.</source>
        <translation>Das Mikrofon ist weg: Schließen Sie es wieder an, dann geht das Diktat weiter. Was bisher gesagt wurde, bleibt.</translation>
    </message>
    <message>
        <source>The microphone is back.</source>
        <translation>Das Mikrofon ist wieder da.</translation>
    </message>
    <message>
        <source>The microphone ended before the check was done: connect it again and check once more.</source>
        <translation>Das Mikrofon endete vor der Prüfung: Schließen Sie es wieder an und prüfen Sie noch einmal.</translation>
    </message>
    <message>
        <source>The GPU cannot be used (its driver may be too old, or its memory full): the CPU is used.</source>
        <translation>Die Grafikkarte ist nicht zu gebrauchen (ihr Treiber ist vielleicht zu alt oder ihr Speicher voll): Der Prozessor rechnet.</translation>
    </message>
    <message>
        <source>There is no NVIDIA GPU here: the CPU is used.</source>
        <translation>Hier gibt es keine Grafikkarte von NVIDIA: Der Prozessor rechnet.</translation>
    </message>
    <message>
        <source>The GPU failed (its memory may be full): the CPU goes on.</source>
        <translation>Die Grafikkarte hat versagt (ihr Speicher ist vielleicht voll): Der Prozessor macht weiter.</translation>
    </message>
    <message>
        <source>The phrase &quot;{phrase}&quot; has no letter that can be spoken.</source>
        <translation>„{phrase}“ hat keinen Buchstaben, der gesprochen werden kann.</translation>
    </message>
    <message>
        <source>The phrase &quot;{phrase}&quot; has characters that the model does not know ({signs}): write it in letters, as it is spoken.</source>
        <translation>„{phrase}“ hat Zeichen, die das Modell nicht kennt ({signs}): Schreiben Sie es in Buchstaben, wie es gesprochen wird.</translation>
    </message>
    <message>
        <source>The emissions of this utterance were not kept: transcribe it again.</source>
        <translation>Was das Netz hier hörte, wurde nicht aufgehoben: Schreiben Sie die Aufnahme noch einmal ab.</translation>
    </message>
    <message>
        <source>This text is too long for the sound it is aligned to: check that they belong together.</source>
        <translation>Dieser Text ist zu lang für den Ton, zu dem er gehören soll: Prüfen Sie, ob beide zusammengehören.</translation>
    </message>
    <message>
        <source>it begins with a PDF header</source>
        <translation>Es beginnt wie ein PDF</translation>
    </message>
    <message>
        <source>it is a PNG picture</source>
        <translation>Es ist ein Bild (PNG)</translation>
    </message>
    <message>
        <source>it is a JPEG picture</source>
        <translation>Es ist ein Bild (JPEG)</translation>
    </message>
    <message>
        <source>it is a ZIP archive or an office document</source>
        <translation>Es ist ein ZIP-Archiv oder ein Büro-Dokument</translation>
    </message>
    <message>
        <source>it is a web page</source>
        <translation>Es ist eine Webseite</translation>
    </message>
    <message>
        <source>it is a program</source>
        <translation>Es ist ein Programm</translation>
    </message>
    <message>
        <source>it is a database</source>
        <translation>Es ist eine Datenbank</translation>
    </message>
    <message>
        <source>There is no model: import one, or install the program again.</source>
        <translation>Es gibt kein Modell: Importieren Sie eines oder installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>There is no model &quot;{name}&quot;. Models here: {known}.</source>
        <translation>Es gibt kein Modell „{name}“. Hier gibt es: {known}.</translation>
    </message>
    <message>
        <source>The weights of {name} are damaged: their sha256 is not the one in {config}. Import the model again.</source>
        <translation>Die Gewichte von {name} sind beschädigt: Ihr sha256 ist nicht der aus {config}. Importieren Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>The weights of {name} cannot be read ({reason}).</source>
        <translation>Die Gewichte von {name} können nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>The weights of {name} are no safetensors file: import the model again.</source>
        <translation>Die Gewichte von {name} sind keine safetensors-Datei: Importieren Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>{name} exists already: choose another name.</source>
        <translation>{name} gibt es schon: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{folder} is no model folder: {name} is missing.</source>
        <translation>{folder} ist kein Modellordner: {name} fehlt.</translation>
    </message>
    <message>
        <source>{folder}/{config} is damaged ({reason}): import the model again.</source>
        <translation>{folder}/{config} ist beschädigt ({reason}): Importieren Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>{name} cannot be removed ({reason}).</source>
        <translation>{name} kann nicht entfernt werden ({reason}).</translation>
    </message>
    <message>
        <source>The language model of this model is damaged: import the model again.</source>
        <translation>Das Sprachmodell dieses Modells ist beschädigt: Importieren Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>The language model&apos;s word list words.txt is missing from the model&apos;s folder: import the model again.</source>
        <translation>Die Wortliste des Sprachmodells, words.txt, fehlt im Ordner des Modells: Importieren Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>There is no file or folder {name}.</source>
        <translation>Es gibt keine Datei und keinen Ordner {name}.</translation>
    </message>
    <message>
        <source>{name} holds no state dict of a network.</source>
        <translation>{name} enthält kein „state dict“ eines Netzes.</translation>
    </message>
    <message>
        <source>{name} is no safetensors file.</source>
        <translation>{name} ist keine safetensors-Datei.</translation>
    </message>
    <message>
        <source>{name} was refused: it holds program code beside the weights, or is damaged. Ask for a safetensors file, or a state dict alone.</source>
        <translation>{name} wurde abgelehnt: Es enthält Programmcode neben den Gewichten oder ist beschädigt. Bitten Sie um eine safetensors-Datei oder um das „state dict“ allein.</translation>
    </message>
    <message>
        <source>{name} is not a checkpoint that can be read: it may be damaged.</source>
        <translation>{name} ist kein lesbarer Prüfpunkt: Er ist vielleicht beschädigt.</translation>
    </message>
    <message>
        <source>{name} gives no numbers: its weights are damaged.</source>
        <translation>{name} liefert keine Zahlen: Seine Gewichte sind beschädigt.</translation>
    </message>
    <message>
        <source>These are not the weights of a DeepSpeech 2 network: its layers have other shapes.</source>
        <translation>Das sind nicht die Gewichte eines DeepSpeech-2-Netzes: Seine Schichten haben andere Formen.</translation>
    </message>
    <message>
        <source>These are not the weights of a DeepSpeech 2 network: its convolutions or recurrent layers are missing.</source>
        <translation>Das sind nicht die Gewichte eines DeepSpeech-2-Netzes: Faltungen oder rekurrente Schichten fehlen.</translation>
    </message>
    <message>
        <source>At most {most} hotwords can be used at once, and there are {n}: keep the most important ones.</source>
        <translation>Höchstens {most} Begriffe gehen auf einmal, und es sind {n}: Behalten Sie die wichtigsten.</translation>
    </message>
    <message>
        <source>Cannot write {path}: {reason}.</source>
        <translation>{path} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>the disk is full: free some space or choose another folder</source>
        <translation>Die Platte ist voll: Schaffen Sie Platz oder wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>writing there is not allowed: choose another folder</source>
        <translation>Dort darf nicht geschrieben werden: Wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>another window is using it: close that first</source>
        <translation>Ein anderes Fenster benutzt es: Schließen Sie das zuerst</translation>
    </message>
    <message>
        <source>the folder {folder} does not exist: create or choose one</source>
        <translation>Den Ordner {folder} gibt es nicht: Legen Sie ihn an oder wählen Sie einen</translation>
    </message>
    <message>
        <source>it is a folder: choose another name</source>
        <translation>Es ist ein Ordner: Wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>its name is too long: choose a shorter one</source>
        <translation>Der Name ist zu lang: Wählen Sie einen kürzeren</translation>
    </message>
    <message>
        <source>the system says “{reason}”: try another folder</source>
        <translation>Das System sagt „{reason}“: Versuchen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>This rule looks for nothing: write what to replace.</source>
        <translation>Diese Regel sucht nichts: Schreiben Sie, was ersetzt werden soll.</translation>
    </message>
    <message>
        <source>“{pattern}” is not a regular expression ({reason}): correct it, or make it a plain rule.</source>
        <translation>„{pattern}“ ist kein regulärer Ausdruck ({reason}): Verbessern Sie ihn oder machen Sie eine einfache Regel daraus.</translation>
    </message>
    <message>
        <source>“{text}” cannot be written ({reason}): correct it.</source>
        <translation>„{text}“ kann nicht geschrieben werden ({reason}): Verbessern Sie es.</translation>
    </message>
    <message>
        <source>Cannot read the dictation in {folder} ({reason}): the recording in it, audio.wav, can still be transcribed.</source>
        <translation>Das Diktat in {folder} kann nicht gelesen werden ({reason}): Die Aufnahme darin, audio.wav, kann noch abgeschrieben werden.</translation>
    </message>
    <message>
        <source>This note is no longer there: look in the bin.</source>
        <translation>Diese Notiz ist nicht mehr da: Sehen Sie im Papierkorb nach.</translation>
    </message>
    <message>
        <source>This note is being dictated: stop listening first.</source>
        <translation>Diese Notiz wird gerade diktiert: Beenden Sie zuerst das Zuhören.</translation>
    </message>
    <message>
        <source>This note is no longer in the bin.</source>
        <translation>Diese Notiz ist nicht mehr im Papierkorb.</translation>
    </message>
    <message>
        <source>The text of the note in {folder} is damaged: its sound, audio.wav, can be transcribed again.</source>
        <translation>Der Text der Notiz in {folder} ist beschädigt: Ihr Ton, audio.wav, kann noch einmal abgeschrieben werden.</translation>
    </message>
    <message>
        <source>{name} is not a list of terms: write one word or name on each line.</source>
        <translation>{name} ist keine Liste von Begriffen: Schreiben Sie ein Wort oder einen Namen je Zeile.</translation>
    </message>
    <message>
        <source>{name} is too large for a list of terms: one on each line.</source>
        <translation>{name} ist zu groß für eine Liste von Begriffen: einer je Zeile.</translation>
    </message>
    <message>
        <source>Cannot read {path} ({reason}): choose a text file.</source>
        <translation>{path} kann nicht gelesen werden ({reason}): Wählen Sie eine Textdatei.</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {folder} ({reason}): free some space there, or allow the program to write.</source>
        <translation>Die Einstellungen können nicht in {folder} gespeichert werden ({reason}): Schaffen Sie dort Platz oder erlauben Sie dem Programm zu schreiben.</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read ({reason}): the program begins with its defaults.</source>
        <translation>Die Einstellungen in {path} können nicht gelesen werden ({reason}): Das Programm beginnt mit den Vorgaben.</translation>
    </message>
    <message>
        <source>{address} is not on this computer: only http://localhost may be called.</source>
        <translation>{address} ist nicht auf diesem Rechner: Nur http://localhost darf aufgerufen werden.</translation>
    </message>
    <message>
        <source>“{line}” cannot be run: {reason}.</source>
        <translation>„{line}“ kann nicht gestartet werden: {reason}.</translation>
    </message>
    <message>
        <source>{address} does not answer: {reason}.</source>
        <translation>{address} antwortet nicht: {reason}.</translation>
    </message>
    <message>
        <source>Recordings of at least two phrases are needed to learn from them.</source>
        <translation>Um daraus zu lernen, braucht es Aufnahmen von mindestens zwei Sätzen.</translation>
    </message>
    <message>
        <source>The set “{name}” has no command: add one.</source>
        <translation>Der Befehlssatz „{name}“ hat keinen Befehl: Fügen Sie einen hinzu.</translation>
    </message>
    <message>
        <source>“{phrase}” has a range that is none: it must rise, up to {largest}.</source>
        <translation>„{phrase}“ hat einen Bereich, der keiner ist: Er muss steigen, bis {largest}.</translation>
    </message>
    <message>
        <source>A command has no label: give it one.</source>
        <translation>Ein Befehl hat keinen Namen: Geben Sie ihm einen.</translation>
    </message>
    <message>
        <source>Two commands have the label “{label}”: rename one.</source>
        <translation>Zwei Befehle heißen „{label}“: Benennen Sie einen um.</translation>
    </message>
    <message>
        <source>The command “{label}” has no phrase: write what is said.</source>
        <translation>Der Befehl „{label}“ hat keinen Satz: Schreiben Sie, was gesagt wird.</translation>
    </message>
    <message>
        <source>“{phrase}” has a slot “{name}”, but the set has no list of that name: add one, or write a range such as {{number:0-99}}.</source>
        <translation>„{phrase}“ hat einen Platzhalter „{name}“, aber der Befehlssatz hat keine Liste dieses Namens: Fügen Sie eine hinzu oder schreiben Sie einen Bereich wie {{number:0-99}}.</translation>
    </message>
    <message>
        <source>The set “{name}” has more than {most} phrases, slots filled in: narrow a slot or split the set.</source>
        <translation>Der Befehlssatz „{name}“ hat mehr als {most} Sätze, wenn die Platzhalter gefüllt sind: Engen Sie einen Platzhalter ein oder teilen Sie den Befehlssatz.</translation>
    </message>
    <message>
        <source>The command “{label}” has the phrase “{phrase}” twice: remove one.</source>
        <translation>Der Befehl „{label}“ hat den Satz „{phrase}“ zweimal: Entfernen Sie einen.</translation>
    </message>
    <message>
        <source>The phrase “{phrase}” stands for both “{first}” and “{second}”: change one.</source>
        <translation>Der Satz „{phrase}“ steht für „{first}“ und für „{second}“: Ändern Sie einen.</translation>
    </message>
    <message>
        <source>{name} is JSON, but has no list of “commands”.</source>
        <translation>{name} ist JSON, hat aber keine Liste „commands“.</translation>
    </message>
    <message>
        <source>{name} was made by a newer version of Dictation.</source>
        <translation>{name} wurde von einer neueren Fassung von Dictation gemacht.</translation>
    </message>
    <message>
        <source>There is no command set {name}: check the name and the folder.</source>
        <translation>Es gibt keinen Befehlssatz {name}: Prüfen Sie Namen und Ordner.</translation>
    </message>
    <message>
        <source>{name} cannot be read as text: {reason}.</source>
        <translation>{name} kann nicht als Text gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>{name} cannot be written: {reason}.</source>
        <translation>{name} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>{name} is not JSON: {reason}.</source>
        <translation>{name} ist kein JSON: {reason}.</translation>
    </message>
    <message>
        <source>{name} is not CSV: {reason}.</source>
        <translation>{name} ist kein CSV: {reason}.</translation>
    </message>
    <message>
        <source>{name} is no session of the lab.</source>
        <translation>{name} ist keine Sitzung des Labors.</translation>
    </message>
    <message>
        <source>The number of clips that can be used is {n}, too few to learn from and to measure by: record ten sentences or more; ten minutes are good.</source>
        <translation>Brauchbar sind {n} Aufnahmen, zu wenige zum Lernen und zum Messen: Nehmen Sie zehn Sätze auf oder mehr; zehn Minuten sind gut.</translation>
    </message>
    <message>
        <source>The process that did this ended unexpectedly; perhaps the memory ran out. What was saved is intact: try again.</source>
        <translation>Der Prozess, der das tat, endete unerwartet; vielleicht reichte der Speicher nicht. Was gespeichert war, ist heil: Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no correction with its sound to learn from yet: correct what was heard wrongly in your dictations, and keep their sound.</source>
        <translation>Es gibt noch keine Verbesserung mit ihrem Ton: Verbessern Sie in Ihren Diktaten, was falsch gehört wurde, und behalten Sie ihren Ton.</translation>
    </message>
    <message>
        <source>No speech was found in {name}.</source>
        <translation>In {name} war keine Sprache zu finden.</translation>
    </message>
    <message>
        <source>There is no clip in these data.</source>
        <translation>In diesen Daten ist keine Aufnahme.</translation>
    </message>
    <message>
        <source>There is no clip in these data. The first trouble: {reason}</source>
        <translation>In diesen Daten ist keine Aufnahme. Der erste Mangel: {reason}</translation>
    </message>
    <message>
        <source>There is no data set {name}: check the name and the folder.</source>
        <translation>Es gibt keinen Datensatz {name}: Prüfen Sie Namen und Ordner.</translation>
    </message>
    <message>
        <source>{name} is no data set this program knows. It knows: {known}.</source>
        <translation>{name} ist kein Datensatz, den dieses Programm kennt. Es kennt: {known}.</translation>
    </message>
    <message>
        <source>{name} holds {names}: choose one of them.</source>
        <translation>{name} enthält {names}: Wählen Sie eines davon.</translation>
    </message>
    <message>
        <source>{name} is not UTF-8: save it as UTF-8.</source>
        <translation>{name} ist nicht UTF-8: Speichern Sie es als UTF-8.</translation>
    </message>
    <message>
        <source>{name} has no text: write what is said into {file} beside it.</source>
        <translation>{name} hat keinen Text: Schreiben Sie in {file} daneben, was gesagt wird.</translation>
    </message>
    <message>
        <source>{name}, line {number}: {reason}</source>
        <translation>{name}, Zeile {number}: {reason}</translation>
    </message>
    <message>
        <source>this is not JSON: correct or remove the line.</source>
        <translation>Das ist kein JSON: Verbessern oder entfernen Sie die Zeile.</translation>
    </message>
    <message>
        <source>&quot;audio&quot;, the name of the recording, is missing.</source>
        <translation>„audio“, der Name der Aufnahme, fehlt.</translation>
    </message>
    <message>
        <source>&quot;text&quot;, what is said, must be a string.</source>
        <translation>„text“, was gesagt wird, muss eine Zeichenkette sein.</translation>
    </message>
    <message>
        <source>{name} holds no sound.</source>
        <translation>{name} enthält keinen Ton.</translation>
    </message>
    <message>
        <source>The disk is full: the features of {name} need about {size} GB. Free some space or choose another --cache.</source>
        <translation>Die Platte ist voll: Die Merkmale von {name} brauchen etwa {size} GB. Schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Not even one clip at a time fits into the GPU&apos;s memory: lower data.longest, choose a smaller network or train on the CPU (run.device).</source>
        <translation>Nicht einmal eine Aufnahme passt in den Speicher der Grafikkarte: Wählen Sie ein kleineres Netz oder trainieren Sie auf dem Prozessor.</translation>
    </message>
    <message>
        <source>The model of this run is damaged ({reason}): train it again.</source>
        <translation>Das Modell dieses Laufs ist beschädigt ({reason}): Trainieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>There is no room for a training run in {folder} ({reason}).</source>
        <translation>In {folder} ist kein Platz für einen Trainingslauf ({reason}).</translation>
    </message>
    <message>
        <source>The run in {folder} cannot be removed ({reason}).</source>
        <translation>Der Lauf in {folder} kann nicht entfernt werden ({reason}).</translation>
    </message>
    <message>
        <source>The corrections in {folder} cannot be read ({reason}): check the folder.</source>
        <translation>Die Verbesserungen in {folder} können nicht gelesen werden ({reason}): Prüfen Sie den Ordner.</translation>
    </message>
    <message>
        <source>The correction cannot be kept in {folder} ({reason}): free some space or check the folder. Your text is unchanged.</source>
        <translation>Die Verbesserung kann nicht in {folder} aufgehoben werden ({reason}): Schaffen Sie Platz oder prüfen Sie den Ordner. Ihr Text ist unverändert.</translation>
    </message>
    <message>
        <source>Of {all} subtitles {some} are too quick to read or too long, as the speech allows no better; the first at {time}.</source>
        <translation>Von {all} Untertiteln sind {some} zu schnell zum Lesen oder zu lang, weil die Rede nichts Besseres zulässt; der erste bei {time}.</translation>
    </message>
    <message>
        <source>Your own sentences are not heard better ({numbers}).</source>
        <translation>Ihre eigenen Sätze werden nicht besser gehört ({numbers}).</translation>
    </message>
    <message>
        <source>The letters of your own sentences are not heard better ({numbers}).</source>
        <translation>Die Buchstaben Ihrer eigenen Sätze werden nicht besser gehört ({numbers}).</translation>
    </message>
    <message>
        <source>The letters of your own sentences are heard better, their words about as well ({numbers}).</source>
        <translation>Die Buchstaben Ihrer eigenen Sätze werden besser gehört, ihre Wörter etwa gleich gut ({numbers}).</translation>
    </message>
    <message>
        <source>Your own sentences are heard better ({numbers}).</source>
        <translation>Ihre eigenen Sätze werden besser gehört ({numbers}).</translation>
    </message>
    <message>
        <source>Your own sentences are heard better ({own}), but the test clips worse ({others}).</source>
        <translation>Ihre eigenen Sätze werden besser gehört ({own}), die Testaufnahmen aber schlechter ({others}).</translation>
    </message>
    <message>
        <source>The letters of your own sentences are heard better ({own}), but the test clips worse ({others}).</source>
        <translation>Die Buchstaben Ihrer eigenen Sätze werden besser gehört ({own}), die Testaufnahmen aber schlechter ({others}).</translation>
    </message>
    <message>
        <source>{clip} is silence ({level} dB).</source>
        <translation>{clip} ist Stille ({level} dB).</translation>
    </message>
    <message>
        <source>{share} of {clip} is cut off at full scale.</source>
        <translation>{share} von {clip} sind übersteuert.</translation>
    </message>
    <message>
        <source>{clip} is {length} s long, and should be {wanted} s.</source>
        <translation>{clip} ist {length} s lang und sollte {wanted} s lang sein.</translation>
    </message>
    <message>
        <source>{clip} is {length} s long: training wants less.</source>
        <translation>{clip} ist {length} s lang: Das Training will weniger.</translation>
    </message>
    <message>
        <source>{clip} has no text.</source>
        <translation>{clip} hat keinen Text.</translation>
    </message>
    <message>
        <source>“{text}” holds {signs}.</source>
        <translation>„{text}“ enthält {signs}.</translation>
    </message>
    <message>
        <source>{clip} gives {frames} frames, and its text needs {needed}: CTC cannot learn “{text}” from it.</source>
        <translation>{clip} gibt {frames} Zeitschritte, und sein Text braucht {needed}: CTC kann „{text}“ daraus nicht lernen.</translation>
    </message>
    <message>
        <source>“{text}” is heard as “{heard}”: {share} of the letters differ, and {usual} in most clips.</source>
        <translation>„{text}“ wird als „{heard}“ gehört: {share} der Buchstaben weichen ab, bei den meisten Clips {usual}.</translation>
    </message>
    <message>
        <source>Hear it and correct its text, or leave it out; where many are wrong, the list may have slipped by a line.</source>
        <translation>Anhören und den Text berichtigen, oder auslassen; sind viele falsch, ist die Liste vielleicht um eine Zeile verrutscht.</translation>
    </message>
    <message>
        <source>{clip} sounds exactly like {first}.</source>
        <translation>{clip} klingt genau wie {first}.</translation>
    </message>
    <message>
        <source>{speaker} says “{text}” in {first} already.</source>
        <translation>{speaker} sagt „{text}“ schon in {first}.</translation>
    </message>
    <message>
        <source>Correct the entry, or take it out.</source>
        <translation>Verbessern Sie den Eintrag oder nehmen Sie ihn heraus.</translation>
    </message>
    <message>
        <source>Replace the recording, or take the clip out.</source>
        <translation>Ersetzen Sie die Aufnahme oder nehmen Sie sie heraus.</translation>
    </message>
    <message>
        <source>Record it again, or take it out.</source>
        <translation>Nehmen Sie sie neu auf oder nehmen Sie sie heraus.</translation>
    </message>
    <message>
        <source>Record it again further from the microphone, or with less gain.</source>
        <translation>Nehmen Sie sie neu auf, weiter weg vom Mikrofon oder mit weniger Verstärkung.</translation>
    </message>
    <message>
        <source>Correct the duration: “dataset convert” measures it where it is missing.</source>
        <translation>Verbessern Sie die Dauer: „dataset convert“ misst sie, wo sie fehlt.</translation>
    </message>
    <message>
        <source>Cut it into sentences with “dataset cut”.</source>
        <translation>Schneiden Sie sie mit „dataset cut“ in Sätze.</translation>
    </message>
    <message>
        <source>Write down what is said, or take the clip out.</source>
        <translation>Schreiben Sie auf, was gesagt wird, oder nehmen Sie die Aufnahme heraus.</translation>
    </message>
    <message>
        <source>Write it as it is spoken, in the letters of the alphabet.</source>
        <translation>Schreiben Sie es, wie es gesprochen wird, in den Buchstaben des Alphabets.</translation>
    </message>
    <message>
        <source>Check that the text belongs to this sound; otherwise take the clip out.</source>
        <translation>Prüfen Sie, ob der Text zu diesem Ton gehört; sonst nehmen Sie die Aufnahme heraus.</translation>
    </message>
    <message>
        <source>Keep one of them.</source>
        <translation>Behalten Sie eine davon.</translation>
    </message>
    <message>
        <source>Keep it only if it was recorded twice on purpose.</source>
        <translation>Behalten Sie sie nur, wenn sie mit Absicht zweimal aufgenommen wurde.</translation>
    </message>
    <message>
        <source>blank collapse</source>
        <translation>nur Leerzeichen</translation>
    </message>
    <message>
        <source>blank collapse: stuck</source>
        <translation>nur Leerzeichen: festgefahren</translation>
    </message>
    <message>
        <source>blank collapse: it could write before</source>
        <translation>nur Leerzeichen: es konnte schon schreiben</translation>
    </message>
    <message>
        <source>The network could write, and now writes nothing but blanks.</source>
        <translation>Das Netz konnte schreiben und schreibt jetzt nur noch Leerzeichen (Blanks).</translation>
    </message>
    <message>
        <source>Stop: the best weights are kept. Go on from them with optimizer.learning_rate at {rate}; look for wrong texts.</source>
        <translation>Anhalten: Die besten Gewichte sind gesichert. Von ihnen mit optimizer.learning_rate {rate} weitermachen; nach falschen Texten suchen.</translation>
    </message>
    <message>
        <source>loss and words part</source>
        <translation>Loss und Wörter gehen auseinander</translation>
    </message>
    <message>
        <source>The loss on dev rises, from {best} (step {step}) to {now}, and yet fewer words are wrong: the network is surer of everything, also of what it hears wrongly.</source>
        <translation>Der Loss auf Dev steigt von {best} (Schritt {step}) auf {now}, und doch sind weniger Wörter falsch: Das Netz ist sich in allem sicherer, auch in dem, was es falsch hört.</translation>
    </message>
    <message>
        <source>Go on while the words get better: the weights with the fewest wrong words are kept.</source>
        <translation>Weitermachen, solange die Wörter besser werden: Die Gewichte mit den wenigsten falschen Wörtern bleiben.</translation>
    </message>
    <message>
        <source>worse than the model before</source>
        <translation>schlechter als das Modell davor</translation>
    </message>
    <message>
        <source>{now} % of the words are wrong at step {step}, and {before} % were before it began.</source>
        <translation>Bei Schritt {step} sind {now} % der Wörter falsch; vor dem Beginn waren es {before} %.</translation>
    </message>
    <message>
        <source>Wait for some evaluations; if it stays so, begin anew with a third of optimizer.learning_rate. The old model is kept.</source>
        <translation>Einige Auswertungen abwarten; bleibt es so, mit einem Drittel von optimizer.learning_rate neu beginnen. Das alte Modell bleibt.</translation>
    </message>
    <message>
        <source>too little speech</source>
        <translation>zu wenig Sprache</translation>
    </message>
    <message>
        <source>{minutes} minutes of speech teach a network from scratch these sentences and nothing else, however few words of them are wrong.</source>
        <translation>{minutes} Minuten Sprache lehren ein neues Netz diese Sätze und sonst nichts, wie wenige ihrer Wörter auch falsch sind.</translation>
    </message>
    <message>
        <source>Begin with a trained model (--from), or with twenty hours of speech and more.</source>
        <translation>Mit einem trainierten Modell beginnen (--from) oder mit zwanzig Stunden Sprache und mehr.</translation>
    </message>
    <message>
        <source>loss infinite</source>
        <translation>Loss unendlich</translation>
    </message>
    <message>
        <source>loss not a number</source>
        <translation>Loss ist keine Zahl</translation>
    </message>
    <message>
        <source>alphabet mismatch</source>
        <translation>fremdes Alphabet</translation>
    </message>
    <message>
        <source>every word wrong</source>
        <translation>jedes Wort falsch</translation>
    </message>
    <message>
        <source>overfit</source>
        <translation>auswendig gelernt</translation>
    </message>
    <message>
        <source>learning rate too high</source>
        <translation>Lernrate zu hoch</translation>
    </message>
    <message>
        <source>unreadable clips</source>
        <translation>unlesbare Aufnahmen</translation>
    </message>
    <message>
        <source>text too long</source>
        <translation>Text zu lang</translation>
    </message>
    <message>
        <source>wrong transcripts</source>
        <translation>falsche Texte</translation>
    </message>
    <message>
        <source>Left out for texts that do not fit their sound: {n} of {all} clips.</source>
        <translation>Ausgelassen, weil der Text nicht zum Ton passt: {n} von {all} Clips.</translation>
    </message>
    <message>
        <source>Hear them and correct their texts: they may have slipped by a line.</source>
        <translation>Hören Sie sie an und verbessern Sie ihre Texte: Vielleicht sind sie um eine Zeile verrutscht.</translation>
    </message>
    <message>
        <source>damaged checkpoint</source>
        <translation>beschädigter Zwischenstand</translation>
    </message>
    <message>
        <source>data changed</source>
        <translation>Daten geändert</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>Speicher der Grafikkarte</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>The loss of step {step} is no number; the step was left out.</source>
        <translation>Der Loss von Schritt {step} ist keine Zahl; der Schritt wurde ausgelassen.</translation>
    </message>
    <message>
        <source>One such step does no harm. If they go on, lower optimizer.learning_rate or set run.precision to float32.</source>
        <translation>Ein solcher Schritt schadet nicht. Geht es so weiter, senken Sie optimizer.learning_rate oder setzen Sie run.precision auf float32.</translation>
    </message>
    <message>
        <source>The text of {n} clips in step {step} does not fit their sound, which makes an infinite loss; they count nothing.</source>
        <translation>Der Text von {n} Aufnahmen in Schritt {step} passt nicht zu ihrem Ton und macht den Loss unendlich; sie zählen nicht.</translation>
    </message>
    <message>
        <source>Look for wrong transcripts and for clips that were cut too short with dictation-app dataset check.</source>
        <translation>Suchen Sie mit dictation-app dataset check nach falschen Texten und zu kurz geschnittenen Aufnahmen.</translation>
    </message>
    <message>
        <source>The network writes nothing but blanks. That is normal until about step {step}: it first learns how rare letters are.</source>
        <translation>Das Netz schreibt nichts als Leerzeichen. Das ist normal bis etwa Schritt {step}: Es lernt zuerst, wie selten Buchstaben sind.</translation>
    </message>
    <message>
        <source>Wait. Clean recordings of one speaker, short clips first and no augmentation get it over with sooner.</source>
        <translation>Warten Sie. Saubere Aufnahmen einer Stimme, kurze zuerst und ohne Augmentierung, bringen es schneller hinter sich.</translation>
    </message>
    <message>
        <source>Stuck: after {hours} hours of audio the network still writes nothing but blanks.</source>
        <translation>Festgefahren: Nach {hours} Stunden Ton schreibt das Netz noch immer nichts als Leerzeichen.</translation>
    </message>
    <message>
        <source>Begin with clean, short clips without augmentation, or from a trained model (--from); check that the texts belong to the recordings.</source>
        <translation>Beginnen Sie mit sauberen, kurzen Aufnahmen ohne Augmentierung oder mit einem trainierten Modell (--from); prüfen Sie, ob die Texte zu den Aufnahmen gehören.</translation>
    </message>
    <message>
        <source>The loss has risen from {lowest} to {recent}: the learning rate is too high.</source>
        <translation>Der Loss ist von {lowest} auf {recent} gestiegen: Die Lernrate ist zu hoch.</translation>
    </message>
    <message>
        <source>Stop, and go on from the best model with optimizer.learning_rate at {rate}.</source>
        <translation>Halten Sie an und machen Sie vom besten Modell aus mit optimizer.learning_rate {rate} weiter.</translation>
    </message>
    <message>
        <source>Every word of dev is wrong: {reason}.</source>
        <translation>Jedes Wort von dev ist falsch: {reason}.</translation>
    </message>
    <message>
        <source>the network writes nothing yet</source>
        <translation>das Netz schreibt noch nichts</translation>
    </message>
    <message>
        <source>Wait until the loss falls below 2.5 per character.</source>
        <translation>Warten Sie, bis der Loss unter 2,5 je Zeichen fällt.</translation>
    </message>
    <message>
        <source>letters are heard, words are not yet whole</source>
        <translation>Buchstaben werden gehört, Wörter sind noch nicht ganz</translation>
    </message>
    <message>
        <source>Go on: the character error rate shows the progress; a language model mends many such words.</source>
        <translation>Machen Sie weiter: Die Zeichenfehlerrate zeigt den Fortschritt; ein Sprachmodell heilt viele solche Wörter.</translation>
    </message>
    <message>
        <source>dev is another world than the training clips</source>
        <translation>dev ist eine andere Welt als die Trainingsaufnahmen</translation>
    </message>
    <message>
        <source>Check that dev has the same language, spelling and kind of sound as the training data.</source>
        <translation>Prüfen Sie, ob dev dieselbe Sprache, Schreibung und Art von Ton hat wie die Trainingsdaten.</translation>
    </message>
    <message>
        <source>the letters do not fit the sound yet</source>
        <translation>die Buchstaben passen noch nicht zum Ton</translation>
    </message>
    <message>
        <source>If that stays so, check that the texts belong to the recordings and have not slipped by a line.</source>
        <translation>Bleibt es so, prüfen Sie, ob die Texte zu den Aufnahmen gehören und nicht um eine Zeile verrutscht sind.</translation>
    </message>
    <message>
        <source>The loss on dev rose from {best} (step {step}) to {now} while that of the training clips fell: the network learns them by heart.</source>
        <translation>Der Loss auf dev stieg von {best} (Schritt {step}) auf {now}, während der auf den Trainingsaufnahmen fiel: Das Netz lernt sie auswendig.</translation>
    </message>
    <message>
        <source>Stop: the best weights are kept. More data, more augmentation or more dropout help.</source>
        <translation>Halten Sie an: Die besten Gewichte sind aufgehoben. Mehr Daten, mehr Augmentierung oder mehr Dropout helfen.</translation>
    </message>
    <message>
        <source>{n} of {all} clips cannot be read; they are left out.</source>
        <translation>{n} von {all} Aufnahmen können nicht gelesen werden; sie bleiben weg.</translation>
    </message>
    <message>
        <source>See which with dictation-app dataset check, and fetch them again.</source>
        <translation>Welche, sagt dictation-app dataset check; holen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>{n} of {all} texts have characters outside the alphabet, such as {signs}; they are left out.</source>
        <translation>{n} von {all} Texten haben Zeichen außerhalb des Alphabets, etwa {signs}; sie bleiben weg.</translation>
    </message>
    <message>
        <source>Write the texts with the letters &quot;{letters}&quot; (numbers as words), or give the model another alphabet in its configuration.</source>
        <translation>Schreiben Sie die Texte mit den Buchstaben „{letters}“ (Zahlen als Wörter), oder geben Sie dem Modell in seiner Konfiguration ein anderes Alphabet.</translation>
    </message>
    <message>
        <source>{n} of {all} texts have more characters than the network has frames for them; they are left out.</source>
        <translation>{n} von {all} Texten haben mehr Zeichen, als das Netz Zeitschritte für sie hat; sie bleiben weg.</translation>
    </message>
    <message>
        <source>Check that the texts belong to the recordings; very fast speech needs a network with a smaller stride.</source>
        <translation>Prüfen Sie, ob die Texte zu den Aufnahmen gehören; sehr schnelle Rede braucht ein Netz mit kleinerem Schritt.</translation>
    </message>
    <message>
        <source>Training on a CPU takes longer.</source>
        <translation>Auf dem Prozessor dauert das Training länger.</translation>
    </message>
    <message>
        <source>The one before it is used instead.</source>
        <translation>Der davor wird stattdessen benutzt.</translation>
    </message>
    <message>
        <source>The data or the batches are not those of the checkpoint.</source>
        <translation>Die Daten oder die Stapel sind nicht die des Zwischenstands.</translation>
    </message>
    <message>
        <source>The present pass over the data begins again; the weights are kept.</source>
        <translation>Der jetzige Durchgang durch die Daten beginnt von vorn; die Gewichte bleiben.</translation>
    </message>
    <message>
        <source>The GPU ran out of memory: the batch is now gone through in halves. The result is the same, only slower.</source>
        <translation>Der Grafikkarte ging der Speicher aus: Der Stapel wird nun in Hälften durchgenommen. Das Ergebnis ist dasselbe, nur langsamer.</translation>
    </message>
    <message>
        <source>A smaller run.batch_seconds or data.longest avoids it.</source>
        <translation>Ein kleineres run.batch_seconds oder data.longest vermeidet es.</translation>
    </message>
    <message>
        <source>{before} of the words wrong before, {after} now</source>
        <translation>{before} der Wörter falsch vorher, {after} jetzt</translation>
    </message>
    <message>
        <source>{before} before, {after} now</source>
        <translation>{before} vorher, {after} jetzt</translation>
    </message>
    <message>
        <source>JSON Lines manifest</source>
        <translation>JSON-Lines-Manifest</translation>
    </message>
    <message>
        <source>Coqui or DeepSpeech CSV</source>
        <translation>CSV von Coqui oder DeepSpeech</translation>
    </message>
    <message>
        <source>audio with same-named .txt</source>
        <translation>Ton mit gleichnamiger .txt</translation>
    </message>
</context>
<context>
    <name>SentenceCard</name>
    <message>
        <source>start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Said: {}. Heard now: {}.</source>
        <translation>Gesagt: {}. Jetzt gehört: {}.</translation>
    </message>
</context>
<context>
    <name>SentenceRow</name>
    <message>
        <source>Hear it</source>
        <translation>Anhören</translation>
    </message>
</context>
<context>
    <name>SetBar</name>
    <message>
        <source>Set of commands</source>
        <translation>Befehlssatz</translation>
    </message>
    <message>
        <source>New set</source>
        <translation>Neuer Befehlssatz</translation>
    </message>
    <message>
        <source>More for this set</source>
        <translation>Mehr zu diesem Befehlssatz</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Command sets (*.json *.csv)</source>
        <translation>Befehlssätze (*.json *.csv)</translation>
    </message>
    <message>
        <source>Command set</source>
        <translation>Befehlssatz</translation>
    </message>
    <message>
        <source>Export the set</source>
        <translation>Den Befehlssatz exportieren</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Storage and privacy</source>
        <translation>Speicher und Privates</translation>
    </message>
    <message>
        <source>Dictation</source>
        <translation>Diktieren</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Text and vocabulary</source>
        <translation>Text und Wortschatz</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Für Kenner</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>So heißt hier nichts.</translation>
    </message>
</context>
<context>
    <name>SoundTest</name>
    <message>
        <source>Test microphone</source>
        <translation>Mikrofon ausprobieren</translation>
    </message>
    <message>
        <source>Play it back</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Speak as you would dictate; ten seconds at most.</source>
        <translation>Sprechen Sie, wie Sie diktieren würden; höchstens zehn Sekunden.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The microphone is open: speak.</source>
        <translation>Das Mikrofon ist offen: Sprechen Sie.</translation>
    </message>
    <message>
        <source>Too loud: the tops are cut off. Move away.</source>
        <translation>Zu laut: Die Spitzen sind abgeschnitten. Gehen Sie weiter weg.</translation>
    </message>
    <message>
        <source>Too quiet: come closer, or raise its volume.</source>
        <translation>Zu leise: Kommen Sie näher oder stellen Sie es lauter.</translation>
    </message>
    <message>
        <source>A good level.</source>
        <translation>Ein guter Pegel.</translation>
    </message>
    <message>
        <source>The sound system does not answer.</source>
        <translation>Das Tonsystem antwortet nicht.</translation>
    </message>
</context>
<context>
    <name>Speaker</name>
    <message>
        <source>This recording cannot be played ({}): its text can be edited all the same.</source>
        <translation>Diese Aufnahme kann nicht abgespielt werden ({}): Ihr Text lässt sich trotzdem bearbeiten.</translation>
    </message>
</context>
<context>
    <name>SpokenCommand</name>
    <message>
        <source>Starts a new line</source>
        <translation>Beginnt eine neue Zeile</translation>
    </message>
    <message>
        <source>Starts a new paragraph</source>
        <translation>Beginnt einen neuen Absatz</translation>
    </message>
    <message>
        <source>Removes what you said last</source>
        <translation>Nimmt weg, was Sie zuletzt sagten</translation>
    </message>
    <message>
        <source>Takes back one step</source>
        <translation>Nimmt einen Schritt zurück</translation>
    </message>
    <message>
        <source>Does it again</source>
        <translation>Macht ihn wieder</translation>
    </message>
    <message>
        <source>Writes the next words with capitals</source>
        <translation>Schreibt die nächsten Wörter groß</translation>
    </message>
    <message>
        <source>Writes everything in capitals from now on</source>
        <translation>Schreibt von nun an alles in Großbuchstaben</translation>
    </message>
    <message>
        <source>Goes back to normal letters</source>
        <translation>Kehrt zu normalen Buchstaben zurück</translation>
    </message>
    <message>
        <source>Joins what you say next to what is there</source>
        <translation>Fügt das Nächste ohne Leerzeichen an</translation>
    </message>
    <message>
        <source>Selects these words</source>
        <translation>Wählt diese Wörter aus</translation>
    </message>
    <message>
        <source>Shows other ways to hear these words</source>
        <translation>Zeigt, was diese Wörter auch heißen könnten</translation>
    </message>
    <message>
        <source>Takes the alternative with this number</source>
        <translation>Nimmt die Deutung mit dieser Nummer</translation>
    </message>
    <message>
        <source>Goes to the end</source>
        <translation>Geht ans Ende</translation>
    </message>
    <message>
        <source>Stops listening</source>
        <translation>Hört auf zuzuhören</translation>
    </message>
    <message>
        <source>Saves this note</source>
        <translation>Speichert diese Notiz</translation>
    </message>
    <message>
        <source>Writes {sign}</source>
        <translation>Schreibt {sign}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>What is kept of what you say, and for how long.</source>
        <translation>Was von dem, was Sie sagen, bleibt, und wie lange.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Keep the sound of a dictation with its note</source>
        <translation>Den Ton eines Diktats mit seiner Notiz behalten</translation>
    </message>
    <message>
        <source>Needed to listen again, to hear it anew and to learn from it.</source>
        <translation>Nötig zum Nachhören, zum Neuhören und zum Lernen daraus.</translation>
    </message>
    <message>
        <source>Remove the sound of untouched notes</source>
        <translation>Den Ton unberührter Notizen entfernen</translation>
    </message>
    <message>
        <source>For good; the text stays.</source>
        <translation>Endgültig; der Text bleibt.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Move untouched notes to the bin</source>
        <translation>Unberührte Notizen in den Papierkorb legen</translation>
    </message>
    <message>
        <source>Untouched is what was neither dictated into nor edited.</source>
        <translation>Unberührt ist, was weder diktiert noch bearbeitet wurde.</translation>
    </message>
    <message>
        <source>Empty the bin</source>
        <translation>Den Papierkorb leeren</translation>
    </message>
    <message>
        <source>For good.</source>
        <translation>Endgültig.</translation>
    </message>
    <message>
        <source>after a week</source>
        <translation>nach einer Woche</translation>
    </message>
    <message>
        <source>after 30 days</source>
        <translation>nach 30 Tagen</translation>
    </message>
    <message>
        <source>after 90 days</source>
        <translation>nach 90 Tagen</translation>
    </message>
    <message>
        <source>after a year</source>
        <translation>nach einem Jahr</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: the program never opens a connection to another one. Its log holds neither sound nor text.</source>
        <translation>Nichts verlässt diesen Rechner: Das Programm öffnet nie eine Verbindung zu einem anderen. Sein Protokoll enthält weder Ton noch Text.</translation>
    </message>
    <message>
        <source>On the disk</source>
        <translation>Auf der Platte</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Den Ordner öffnen</translation>
    </message>
    <message>
        <source>Notes, recordings and models</source>
        <translation>Notizen, Aufnahmen und Modelle</translation>
    </message>
    <message>
        <source>{folder}
Notes {notes}, bin {bin}, your models {models}</source>
        <translation>{folder}
Notizen {notes}, Papierkorb {bin}, Ihre Modelle {models}</translation>
    </message>
</context>
<context>
    <name>TakeView</name>
    <message>
        <source>The take</source>
        <translation>Die Aufnahme</translation>
    </message>
</context>
<context>
    <name>TeachPanel</name>
    <message>
        <source>Teach</source>
        <translation>Lehren</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Was anzusehen ist</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>Verbesserungen</translation>
    </message>
    <message>
        <source>Words to expect</source>
        <translation>Wörter, die zu erwarten sind</translation>
    </message>
    <message>
        <source>Ways to write</source>
        <translation>Schreibweisen</translation>
    </message>
    <message>
        <source>Go back one</source>
        <translation>Eins zurück</translation>
    </message>
    <message>
        <source>Use the model from before it was taught</source>
        <translation>Das Modell von vor dem Lehren benutzen</translation>
    </message>
    <message>
        <source>Teach now</source>
        <translation>Jetzt lehren</translation>
    </message>
    <message>
        <source>What you taught it</source>
        <translation>Was Sie ihm beigebracht haben</translation>
    </message>
    <message>
        <source>Correct what was heard wrongly in a note: each correction is kept here with its sound, and nothing is learned before you say so.</source>
        <translation>Verbessern Sie in einer Notiz, was falsch gehört wurde: Jede Verbesserung wird hier mit ihrem Ton aufgehoben, und nichts wird gelernt, bevor Sie es sagen.</translation>
    </message>
    <message>
        <source>A word that you write in twice is suggested here.</source>
        <translation>Ein Wort, das Sie zweimal verbessern, wird hier vorgeschlagen.</translation>
    </message>
    <message>
        <source>What you write another way twice is suggested here.</source>
        <translation>Was Sie zweimal anders schreiben, wird hier vorgeschlagen.</translation>
    </message>
    <message>
        <source>Sentences read: {n:,}  ·  mishearings put right: {m:,}</source>
        <translation>Gelesene Sätze: {n:,}  ·  berichtigte Hörfehler: {m:,}</translation>
    </message>
    <message>
        <source>A training is under way; you can go on working.</source>
        <translation>Ein Training läuft; Sie können weiterarbeiten.</translation>
    </message>
    <message>
        <source>{time} of speech to learn from. The result is kept only if it hears you better, and others no worse.</source>
        <translation>{time} Sprache zum Lernen. Das Ergebnis bleibt nur, wenn es Sie besser hört und andere nicht schlechter.</translation>
    </message>
    <message>
        <source>There is no corrected sentence with its sound yet.</source>
        <translation>Noch gibt es keinen verbesserten Satz mit seinem Ton.</translation>
    </message>
    <message>
        <source>Show how it goes</source>
        <translation>Zeigen, wie es läuft</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>learn from it</source>
        <translation>daraus lernen</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>misheard</source>
        <translation>falsch gehört</translation>
    </message>
    <message>
        <source>rewritten</source>
        <translation>anders geschrieben</translation>
    </message>
    <message>
        <source>spelling</source>
        <translation>Schreibweise</translation>
    </message>
    <message>
        <source>heard as {heard}, {n} times</source>
        <translation>gehört als {heard}, {n}-mal</translation>
    </message>
    <message>
        <source>Expect it</source>
        <translation>Erwarten</translation>
    </message>
    <message>
        <source>you wrote it so {n} times</source>
        <translation>so haben Sie es {n}-mal geschrieben</translation>
    </message>
    <message>
        <source>Always write it so</source>
        <translation>Immer so schreiben</translation>
    </message>
</context>
<context>
    <name>TermsEditor</name>
    <message>
        <source>Names and terms</source>
        <translation>Namen und Begriffe</translation>
    </message>
    <message>
        <source>Text (*.txt);;All files (*)</source>
        <translation>Text (*.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>A name or term, as it is spelt</source>
        <translation>Ein Name oder Begriff, wie er geschrieben wird</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>Liste importieren…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>How strongly they are expected</source>
        <translation>Wie sehr sie erwartet werden</translation>
    </message>
    <message>
        <source>They are heard more easily and spelt your way. The most important ones first; a double click corrects one.</source>
        <translation>Sie werden leichter gehört und nach Ihrer Art geschrieben. Die wichtigsten zuerst; ein Doppelklick verbessert einen.</translation>
    </message>
    <message>
        <source>Terms: {n}</source>
        <translation>Begriffe: {n}</translation>
    </message>
    <message>
        <source>cannot be listened for: {n}</source>
        <translation>auf die nicht gehört werden kann: {n}</translation>
    </message>
    <message>
        <source>New terms from {name}: {n}</source>
        <translation>Neue Begriffe aus {name}: {n}</translation>
    </message>
</context>
<context>
    <name>TermsModel</name>
    <message>
        <source>It has signs that the model does not know.</source>
        <translation>Er hat Zeichen, die das Modell nicht kennt.</translation>
    </message>
    <message>
        <source>Only the first {n} are listened for.</source>
        <translation>Nur auf die ersten {n} wird gehört.</translation>
    </message>
</context>
<context>
    <name>TestPage</name>
    <message>
        <source>Phrases to say</source>
        <translation>Sätze zum Sagen</translation>
    </message>
    <message>
        <source>Phrases that were said</source>
        <translation>Gesagte Sätze</translation>
    </message>
    <message>
        <source> times each</source>
        <translation> mal jeden</translation>
    </message>
    <message>
        <source>How often each phrase is asked</source>
        <translation>Wie oft jeder Satz verlangt wird</translation>
    </message>
    <message>
        <source>New test</source>
        <translation>Neuer Test</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>The last phrase once more (Backspace)</source>
        <translation>Den letzten Satz noch einmal (Rücktaste)</translation>
    </message>
    <message>
        <source>The set has changed since it was tested: {n} results are kept under “Results”; begin a new test.</source>
        <translation>Der Befehlssatz hat sich seit dem Test geändert: {n} Ergebnisse bleiben unter „Ergebnisse“; beginnen Sie einen neuen Test.</translation>
    </message>
    <message>
        <source>Write a command first.</source>
        <translation>Schreiben Sie zuerst einen Befehl.</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>Das Mikrofon wird geöffnet…</translation>
    </message>
    <message>
        <source>The model is still being loaded: try again in a moment.</source>
        <translation>Das Modell wird noch geladen: Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Say it now</source>
        <translation>Sagen Sie es jetzt</translation>
    </message>
    <message>
        <source>“{said}” was understood</source>
        <translation>„{said}“ wurde verstanden</translation>
    </message>
    <message>
        <source>“{said}” was taken for “{heard}”</source>
        <translation>„{said}“ wurde mit „{heard}“ verwechselt</translation>
    </message>
    <message>
        <source>“{said}” was not recognised</source>
        <translation>„{said}“ wurde nicht erkannt</translation>
    </message>
    <message>
        <source>{error} What was said is kept.</source>
        <translation>{error} Was gesagt wurde, bleibt.</translation>
    </message>
    <message>
        <source>{done} of {n} said  ·  {right} understood</source>
        <translation>{done} von {n} gesagt  ·  {right} verstanden</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Say what you see</source>
        <translation>Sagen Sie, was Sie sehen</translation>
    </message>
    <message>
        <source>Every phrase comes several times, in random order. Speak as you would to the program; the next one comes by itself.</source>
        <translation>Jeder Satz kommt mehrmals, in zufälliger Folge. Sprechen Sie wie mit dem Programm; der nächste kommt von selbst.</translation>
    </message>
    <message>
        <source>That was all of them</source>
        <translation>Das waren alle</translation>
    </message>
    <message>
        <source>The results tell what was misheard.</source>
        <translation>Die Ergebnisse sagen, was falsch gehört wurde.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>What was said is kept.</source>
        <translation>Was gesagt wurde, bleibt.</translation>
    </message>
</context>
<context>
    <name>TextCheck</name>
    <message>
        <source>How many texts are compared</source>
        <translation>Wie viele Texte verglichen werden</translation>
    </message>
    <message>
        <source>Skip this</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Hear all of them</source>
        <translation>Alle anhören</translation>
    </message>
    <message>
        <source>“{model}” hears whether the texts are what is said…</source>
        <translation>„{model}“ hört, ob die Texte das Gesagte sind …</translation>
    </message>
    <message>
        <source>Nobody looked whether the texts are what is said.</source>
        <translation>Ob die Texte das Gesagte sind, hat niemand geprüft.</translation>
    </message>
    <message>
        <source>Look after all</source>
        <translation>Doch noch prüfen</translation>
    </message>
    <message>
        <source>“{model}” hears whether the texts are what is said: {n:,} of {all:,}{left}</source>
        <translation>„{model}“ hört, ob die Texte das Gesagte sind: {n:,} von {all:,}{left}</translation>
    </message>
    <message>
        <source>  ·  {time} left</source>
        <translation>  ·  noch {time}</translation>
    </message>
    <message>
        <source>“{model}” understands too little of these clips to judge their texts.</source>
        <translation>„{model}“ versteht zu wenig von diesen Clips, um ihre Texte zu beurteilen.</translation>
    </message>
    <message>
        <source>A sample of {heard:,} clips was heard: each text is what is said.</source>
        <translation>Eine Stichprobe von {heard:,} Clips wurde gehört: Jeder Text ist das Gesagte.</translation>
    </message>
    <message>
        <source>All {heard:,} clips were heard: each text is what is said.</source>
        <translation>Alle {heard:,} Clips wurden gehört: Jeder Text ist das Gesagte.</translation>
    </message>
    <message>
        <source>A sample of {heard:,} clips was heard: {n:,} texts do not fit, in all perhaps {guess:,}.</source>
        <translation>Eine Stichprobe von {heard:,} Clips wurde gehört: {n:,} Texte passen nicht, insgesamt vielleicht {guess:,}.</translation>
    </message>
    <message>
        <source>All {heard:,} clips were heard: {n:,} texts do not fit what is said.</source>
        <translation>Alle {heard:,} Clips wurden gehört: {n:,} Texte passen nicht zum Gesagten.</translation>
    </message>
</context>
<context>
    <name>TextPage</name>
    <message>
        <source>What becomes of the words that you say.</source>
        <translation>Was aus den Wörtern wird, die Sie sagen.</translation>
    </message>
    <message>
        <source>send the report to doctor smith on may third</source>
        <translation>send the report to doctor smith on may third</translation>
    </message>
    <message>
        <source>Your own rules</source>
        <translation>Ihre eigenen Regeln</translation>
    </message>
    <message>
        <source>Names and terms</source>
        <translation>Namen und Begriffe</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Begin sentences with a capital</source>
        <translation>Sätze mit einem Großbuchstaben beginnen</translation>
    </message>
    <message>
        <source>And write “I” as one.</source>
        <translation>Und „I“ als einen schreiben.</translation>
    </message>
    <message>
        <source>Punctuation words inside a sentence</source>
        <translation>Satzzeichen auch mitten im Satz</translation>
    </message>
    <message>
        <source>“yes comma please” becomes “Yes, please”.</source>
        <translation>Aus „yes comma please“ wird „Yes, please“.</translation>
    </message>
    <message>
        <source>A long pause begins a paragraph</source>
        <translation>Eine lange Pause beginnt einen Absatz</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>“twenty five percent” becomes “25%”; small ones stay words.</source>
        <translation>Aus „twenty five percent“ wird „25%“; kleine bleiben Wörter.</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>“may third” becomes “May 3”.</source>
        <translation>Aus „may third“ wird „May 3“.</translation>
    </message>
    <message>
        <source>Times of the day</source>
        <translation>Uhrzeiten</translation>
    </message>
    <message>
        <source>“half past two” becomes “2:30”.</source>
        <translation>Aus „half past two“ wird „2:30“.</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>“five dollars” becomes “$5”.</source>
        <translation>Aus „five dollars“ wird „$5“.</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Getting the clips ready…</source>
        <translation>Die Clips werden vorbereitet …</translation>
    </message>
    <message>
        <source>Starting a process that learns beside your work…</source>
        <translation>Ein Prozess, der neben Ihrer Arbeit lernt, wird gestartet …</translation>
    </message>
    <message>
        <source>Cutting the clips of your corrections</source>
        <translation>Die Clips Ihrer Berichtigungen werden geschnitten</translation>
    </message>
    <message>
        <source>Reading the recordings</source>
        <translation>Die Aufnahmen werden gelesen</translation>
    </message>
    <message>
        <source>Laying out the network…</source>
        <translation>Das Netz wird angelegt …</translation>
    </message>
    <message>
        <source>Taking the first step…</source>
        <translation>Der erste Schritt läuft …</translation>
    </message>
    <message>
        <source>Getting ready to learn…</source>
        <translation>Das Lernen wird vorbereitet …</translation>
    </message>
    <message>
        <source>Checking that the texts fit their sound</source>
        <translation>Es wird geprüft, ob die Texte zum Ton passen</translation>
    </message>
    <message>
        <source>Measuring how well “{model}” hears before it learns</source>
        <translation>Wie gut „{model}“ hört, bevor es lernt, wird gemessen</translation>
    </message>
    <message>
        <source>Measuring where the curve of “{model}” begins</source>
        <translation>Wo die Kurve von „{model}“ beginnt, wird gemessen</translation>
    </message>
    <message>
        <source>“{model}” listens to the sentences that were held out</source>
        <translation>„{model}“ hört die zurückgehaltenen Sätze</translation>
    </message>
</context>
<context>
    <name>TrainingDesk</name>
    <message>
        <source>“{title}” is in use now.</source>
        <translation>„{title}“ ist jetzt in Gebrauch.</translation>
    </message>
    <message>
        <source>There is no earlier model to go back to.</source>
        <translation>Es gibt kein früheres Modell, zu dem es zurückginge.</translation>
    </message>
    <message>
        <source>“{title}” is in use again.</source>
        <translation>„{title}“ ist wieder in Gebrauch.</translation>
    </message>
    <message>
        <source>“{title}” is trained and waits for your decision.</source>
        <translation>„{title}“ ist trainiert und wartet auf Ihre Entscheidung.</translation>
    </message>
    <message>
        <source>The training of “{title}” was interrupted at step {step:,}.</source>
        <translation>Das Training von „{title}“ wurde bei Schritt {step:,} unterbrochen.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>“{title}” is trained.</source>
        <translation>„{title}“ ist trainiert.</translation>
    </message>
    <message>
        <source>Show the corrections</source>
        <translation>Die Verbesserungen zeigen</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>Das Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Go back one</source>
        <translation>Eins zurück</translation>
    </message>
</context>
<context>
    <name>TrainingWizard</name>
    <message>
        <source>Train a model</source>
        <translation>Ein Modell trainieren</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Wegwerfen</translation>
    </message>
    <message>
        <source>Stop and keep the best</source>
        <translation>Beenden und das Beste behalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show the window</source>
        <translation>Das Fenster zeigen</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Dictation: {state}</source>
        <translation>Dictation: {state}</translation>
    </message>
    <message>
        <source>Dictation</source>
        <translation>Dictation</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Place in the recording</source>
        <translation>Stelle in der Aufnahme</translation>
    </message>
</context>
<context>
    <name>WindowAction</name>
    <message>
        <source>Start dictating</source>
        <translation>Diktieren beginnen</translation>
    </message>
    <message>
        <source>Toggle</source>
        <translation>Umschalten</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Drücken</translation>
    </message>
    <message>
        <source>Always on</source>
        <translation>Immer an</translation>
    </message>
    <message>
        <source>Look for microphones again</source>
        <translation>Noch einmal nach Mikrofonen suchen</translation>
    </message>
    <message>
        <source>Check microphone…</source>
        <translation>Mikrofon prüfen…</translation>
    </message>
    <message>
        <source>Type the text into the last window</source>
        <translation>Den Text in das letzte Fenster tippen</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>Open recordings…</source>
        <translation>Aufnahmen öffnen…</translation>
    </message>
    <message>
        <source>Open a folder of recordings…</source>
        <translation>Einen Ordner mit Aufnahmen öffnen…</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Die Probe ausprobieren</translation>
    </message>
    <message>
        <source>Save the note</source>
        <translation>Die Notiz speichern</translation>
    </message>
    <message>
        <source>Past notes…</source>
        <translation>Frühere Notizen…</translation>
    </message>
    <message>
        <source>Cancel the running recording</source>
        <translation>Die laufende Aufnahme abbrechen</translation>
    </message>
    <message>
        <source>Clear finished recordings</source>
        <translation>Fertige Aufnahmen wegräumen</translation>
    </message>
    <message>
        <source>Train a model…</source>
        <translation>Ein Modell trainieren…</translation>
    </message>
    <message>
        <source>Teach it your corrections…</source>
        <translation>Ihm Ihre Verbesserungen beibringen…</translation>
    </message>
    <message>
        <source>Accuracy…</source>
        <translation>Genauigkeit…</translation>
    </message>
    <message>
        <source>Voice-command lab…</source>
        <translation>Labor für Sprachbefehle…</translation>
    </message>
    <message>
        <source>What can be said</source>
        <translation>Was man sagen kann</translation>
    </message>
    <message>
        <source>Hear the page again with my terms</source>
        <translation>Die Seite mit meinen Begriffen noch einmal hören</translation>
    </message>
    <message>
        <source>Small window</source>
        <translation>Kleines Fenster</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>Menüleiste</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>About Dictation</source>
        <translation>Über Dictation</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>The sound of this note was not kept.</source>
        <translation>Der Ton dieser Notiz wurde nicht aufgehoben.</translation>
    </message>
    <message>
        <source>This note is being dictated: stop listening first.</source>
        <translation>Diese Notiz wird gerade diktiert: Beenden Sie erst das Zuhören.</translation>
    </message>
    <message>
        <source>Note, {moment}</source>
        <translation>Notiz, {moment}</translation>
    </message>
</context>
<context>
    <name>_ChangeCard</name>
    <message>
        <source>Hear it</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>before</source>
        <translation>zuvor</translation>
    </message>
    <message>
        <source>after</source>
        <translation>danach</translation>
    </message>
    <message>
        <source>a word better</source>
        <translation>ein Wort besser</translation>
    </message>
    <message>
        <source>a word worse</source>
        <translation>ein Wort schlechter</translation>
    </message>
    <message>
        <source>{n} words better</source>
        <translation>{n} Wörter besser</translation>
    </message>
    <message>
        <source>{n} words worse</source>
        <translation>{n} Wörter schlechter</translation>
    </message>
    <message>
        <source>as many wrong</source>
        <translation>gleich viele falsch</translation>
    </message>
</context>
<context>
    <name>_Painter</name>
    <message>
        <source>Without words</source>
        <translation>Ohne Wörter</translation>
    </message>
</context>
<context>
    <name>_RateCard</name>
    <message>
        <source>Your held-out clips</source>
        <translation>Ihre zurückgehaltenen Aufnahmen</translation>
    </message>
    <message>
        <source>The program&apos;s test clips</source>
        <translation>Die Testaufnahmen des Programms</translation>
    </message>
    <message>
        <source>before</source>
        <translation>zuvor</translation>
    </message>
    <message>
        <source>after</source>
        <translation>danach</translation>
    </message>
    <message>
        <source>{clips} clips, {words:,} words</source>
        <translation>{clips} Aufnahmen, {words:,} Wörter</translation>
    </message>
</context>
<context>
    <name>_Source</name>
    <message>
        <source>Take it out</source>
        <translation>Herausnehmen</translation>
    </message>
</context>
<context>
    <name>_Step</name>
    <message>
        <source>{}, now</source>
        <translation>{}, jetzt</translation>
    </message>
    <message>
        <source>{}, done</source>
        <translation>{}, fertig</translation>
    </message>
</context>
</TS>
