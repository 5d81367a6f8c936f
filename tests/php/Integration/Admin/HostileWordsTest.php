<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\OrderStates;
use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Sentence;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** What SORS says of an order, or a buyer wrote into it, is shown in wp-admin as it was said, and as nothing else. */
final class HostileWordsTest extends OutboxTestCase {

	private const WORDS = [
		'<img src=x onerror=alert(1)>',
		'&lt;img src=x onerror=alert(2)&gt;',
		'&amp;lt;img src=x onerror=alert(3)&amp;gt;',
		'<a href="https://elsewhere.test/">Prijavite se</a>',
		'Šećer & <1/2 kg',
	];

	/** @dataProvider words */
	public function testRefusalsAreNoHtml( string $words ): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X', 'message' => $words ] );
		$this->work();
		$entry = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::REJECTED, $entry->state );
		self::assertStringContainsString( $words, Sentence::shown( (string) $entry->errorMessage ) );

		// The tooltip: the browser decodes the attribute, and the script makes HTML of it.
		$tip = self::html( wp_kses_post( OrderStates::badge( $entry ) ) )->query( '//mark/@data-tip' )->item( 0 );
		$shown = self::html( (string) $tip->nodeValue );
		self::assertSame( 0, $shown->query( '//img | //a' )->length, (string) $tip->nodeValue );
		self::assertStringContainsString( html_entity_decode( $words ), html_entity_decode( (string) $shown->document->textContent ) );

		$note = (string) array_values( preg_grep( '/^Not sent to SORS/', $this->notes( $order->get_id() ) ) )[0];
		$own  = self::html( wpautop( wp_kses_post( $note ) ) );
		self::assertSame( 0, $own->query( '//img | //a' )->length, $note );
		self::assertStringContainsString( str_replace( [ '<', '>' ], [ '‹', '›' ], $words ), (string) $own->document->textContent );
		// Other plugins show notes in tooltips.
		self::assertSame( 0, self::html( html_entity_decode( esc_attr( $note ), ENT_QUOTES ) )->query( '//img | //a' )->length, $note );
	}

	public function words(): array {
		return array_map( static fn( string $words ): array => [ $words ], array_combine( self::WORDS, self::WORDS ) );
	}

	public function testANoteIsWrittenOnceHoweverItIsEscaped(): void {
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$entry                 = $this->sale( $order->get_id() );
		$entry->documentNumber = 'R&D <1>';
		OrderNotes::sent( $entry, true );
		OrderNotes::sent( $entry, true );
		self::assertCount( 1, preg_grep( '/R&amp;D ‹1›/', $this->notes( $order->get_id() ) ) );
	}

	/** A terminal takes them for commands: `wp sors` prints what is stored. */
	public function testControlCharactersAreNotStored(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X', 'message' => "Ne\x1B[2J može\u{9B}2J\x07\nDa" ] );
		$this->work();
		self::assertStringEndsWith( "Ne[2J može2J\nDa", Sentence::shown( (string) $this->sale( $order->get_id() )->errorMessage ) );
		self::assertSame( "a\n\tb", Sql::words( "a\x1B\u{9B}\n\t\x7Fb" ), 'Names of customers come this way, too.' );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'document_number' => "R-1\x1B]0;x\x07" ] );
		self::assertSame( 'R-1]0;x', $this->sale( $order->get_id() )->documentNumber );
	}

	private static function html( string $html ): \DOMXPath {
		$page = new \DOMDocument();
		@$page->loadHTML( '<?xml encoding="utf-8"?><body>' . $html . '</body>' );
		return new \DOMXPath( $page );
	}
}
