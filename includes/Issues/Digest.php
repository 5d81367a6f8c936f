<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\SettingsStore;

/** Says by e-mail, at most once an hour, what has gone wrong with orders since the last one. Success is silent. */
final class Digest {

	public const OPTION = 'sors_digest';

	private const EVERY = 3600;

	/** Events of the history that are worth a mail. */
	private const EVENTS = [ 'rejected', 'uncertain', OutboxEntry::BROKEN, ChangedOrders::CODE, Issue::REFUND, Reconciliation::MISSING, Reconciliation::DOUBLED, Reconciliation::TOTAL ];

	/** Orders named in one mail. */
	private const MOST = 50;

	private SettingsStore $settings;
	private Pause $pause;
	private Outbox $outbox;

	public function __construct( SettingsStore $settings, Pause $pause, Outbox $outbox ) {
		$this->settings = $settings;
		$this->pause    = $pause;
		$this->outbox   = $outbox;
	}

	public function sendIfDue(): void {
		$stored = get_option( self::OPTION );
		$last   = [
			'at'    => is_array( $stored ) && is_int( $stored['at'] ?? null ) ? $stored['at'] : 0,
			'event' => is_array( $stored ) && is_int( $stored['event'] ?? null ) ? $stored['event'] : 0,
			'pause' => is_array( $stored ) && is_int( $stored['pause'] ?? null ) ? $stored['pause'] : 0,
		];
		if ( time() - $last['at'] < self::EVERY ) {
			return;
		}
		$lines         = $this->problems( $last['event'] );
		$pause         = $this->outbox->unknownDocuments() ?? $this->pause->current();
		$newPause      = null !== $pause && $pause['since'] > $last['pause'] && time() - $pause['since'] >= 600;
		$last['event'] = self::newestEvent();
		if ( [] === $lines && ! $newPause ) {
			if ( ! is_array( $stored ) || $stored !== $last ) {
				update_option( self::OPTION, $last, false );
			}
			return;
		}
		// Noted first: a mail that fails must not be tried again every minute.
		$last['at']    = time();
		$last['pause'] = null === $pause ? $last['pause'] : $pause['since'];
		update_option( self::OPTION, $last, false );
		$this->send( $lines, $newPause && null !== $pause ? $pause['message'] : '' );
	}

	/** @return list<array{string, string, string}> Number of the order, its address, what is wrong. */
	private function problems( int $after ): array {
		global $wpdb;
		$events = Sql::quoted( self::EVENTS );
		$ids    = Sql::column( (string) $wpdb->prepare( 'SELECT DISTINCT outbox_id FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) . " WHERE id > %d AND event IN ($events) ORDER BY outbox_id", $after ) );
		$lines  = [];
		foreach ( $ids as $id ) {
			$entry = $this->outbox->get( (int) $id );
			// What was solved meanwhile is no news.
			$problem = null === $entry ? null : IssueText::problem( $entry );
			if ( null !== $entry && null !== $problem && ( in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ], true ) || OutboxEntry::BROKEN === $entry->errorCode ) ) {
				$lines[] = [ (string) $entry->orderNumber, (string) $entry->orderUrl, $problem ];
			}
		}
		return $lines;
	}

	/** @param list<array{string, string, string}> $lines */
	private function send( array $lines, string $pause ): void {
		$alert   = $this->settings->load()->alertEmail;
		$admin   = get_option( 'admin_email' );
		$to      = '' !== $alert ? $alert : ( is_string( $admin ) ? $admin : '' );
		$heading = [] === $lines
			? __( 'Orders are not being sent to SORS', 'sors-api-for-woocommerce' )
			/* translators: %d: number of orders. */
			: sprintf( _n( '%d order needs your attention', '%d orders need your attention', count( $lines ), 'sors-api-for-woocommerce' ), count( $lines ) );
		$html    = '' === $pause ? '' : '<p>' . esc_html( $pause ) . '</p>';
		foreach ( array_slice( $lines, 0, self::MOST ) as [ $number, $url, $problem ] ) {
			/* translators: %s: order number. */
			$name  = sprintf( __( 'Order %s', 'sors-api-for-woocommerce' ), $number );
			$html .= '<p><strong>' . ( '' === $url ? esc_html( $name ) : '<a href="' . esc_url( $url ) . '">' . esc_html( $name ) . '</a>' ) . '</strong><br>' . esc_html( $problem ) . '</p>';
		}
		if ( count( $lines ) > self::MOST ) {
			/* translators: %d: number of orders. */
			$html .= '<p>' . esc_html( sprintf( _n( 'And %d more order.', 'And %d more orders.', count( $lines ) - self::MOST, 'sors-api-for-woocommerce' ), count( $lines ) - self::MOST ) ) . '</p>';
		}
		$html   .= '<p><a href="' . esc_url( admin_url( 'admin.php?page=sors-api' ) ) . '">' . esc_html__( 'Open the orders on the SORS screen', 'sors-api-for-woocommerce' ) . '</a></p>';
		$blog    = get_option( 'blogname' );
		$subject = '[' . wp_specialchars_decode( is_string( $blog ) ? $blog : '', ENT_QUOTES ) . '] SORS: ' . $heading;
		if ( is_callable( [ WC(), 'mailer' ] ) ) {
			$mailer = WC()->mailer();
			$mailer->send( $to, $subject, $mailer->wrap_message( $heading, $html ) );
			return;
		}
		wp_mail( $to, $subject, $html, [ 'Content-Type: text/html; charset=UTF-8' ] );
	}

	private static function newestEvent(): int {
		return (int) Sql::value( 'SELECT MAX(id) FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) );
	}
}
