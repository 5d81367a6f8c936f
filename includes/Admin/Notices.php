<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Entries\OrderQueries;
use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Overview\Decisions;
use SorsApi\Sentence;
use SorsApi\Settings\Access;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sync\Reports\PendingReport;

/**
 * One notice in wp-admin on what stops the exchange with SORS and on orders that need attention, each with its link;
 * after a change of the shop's address, with the two buttons that decide it.
 *
 * @phpstan-type Point array{message: string, severity: string, code: string, params: array<string, string>, label: string, url?: string}
 * Its code, by which a question has its buttons; else a link to what the app is to show.
 */
final class Notices {

	private const ACTION = 'sors_store_address';

	private const DISMISS = 'sors_dismiss_first_notice';

	/** A person has put the notice of the first days away. */
	private const DISMISSED = 'sors_first_notice_dismissed';

	/** Screens where the owner manages the shop; elsewhere nothing is shown. */
	private const SCREENS = [ 'dashboard', 'plugins', 'edit-product', 'edit-shop_order' ];

	/** Those on which a run that was stopped is news. */
	private const OF_PRODUCTS = [ 'dashboard', 'edit-product' ];

	private Decisions $decisions;
	private LastTest $test;
	private Outbox $outbox;

	public function __construct( Decisions $decisions, LastTest $test, Outbox $outbox ) {
		$this->decisions = $decisions;
		$this->test      = $test;
		$this->outbox    = $outbox;
	}

	public function register(): void {
		add_action( 'admin_notices', [ $this, 'show' ] );
		add_action( 'admin_post_' . self::ACTION, [ $this, 'decideAddress' ] );
		add_action( 'admin_post_' . self::DISMISS, [ $this, 'dismiss' ] );
	}

	public function show(): void {
		$screen = get_current_screen();
		if ( null === $screen || ! current_user_can( Access::CAPABILITY ) ) {
			return;
		}
		// Our own screen shows it itself, with its own buttons.
		if ( ! in_array( $screen->id, self::SCREENS, true ) && false === strpos( $screen->id, 'wc-' ) ) {
			return;
		}
		$points = Log::guard( 'The notices', fn(): array => $this->decisions(), [] );
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Nothing is changed.
		$isOfOneOrder = false !== strpos( $screen->id, 'wc-orders' ) && in_array( $_GET['action'] ?? '', [ 'edit', 'new' ], true );
		if ( $isOfOneOrder ) {
			$points = self::mostUrgent( $points );
		}
		if ( in_array( $screen->id, self::OF_PRODUCTS, true ) ) {
			$points = array_merge( $points, Log::guard( 'The notices of what waits', static fn(): array => self::pending(), [] ) );
		}
		self::notice( $points );
		if ( ! $isOfOneOrder || [] === $points ) {
			Log::guard( 'The first notice', fn() => $this->showFirst() );
		}
	}

	/**
	 * On the page of an order: its own box says all of it, and what is said of others would be read as of it.
	 *
	 * @param list<Point> $points
	 * @return list<Point> One at most.
	 */
	private static function mostUrgent( array $points ): array {
		$points = array_filter( $points, static fn( array $point ): bool => 0 !== strpos( $point['code'], 'orders_' ) );
		$errors = array_filter( $points, static fn( array $point ): bool => 'error' === $point['severity'] );
		return array_slice( array_values( [] === $errors ? $points : $errors ), 0, 1 );
	}

	/** Until the shop is connected, or a person wants to read it no more. */
	private function showFirst(): void {
		if ( false !== get_option( self::DISMISSED ) || $this->decisions->isConfigured() ) {
			return;
		}
		// A link that looks like WordPress' own cross, which would only last until the page is left.
		$cross = sprintf( '<a class="notice-dismiss" style="text-decoration:none" href="%s"><span class="screen-reader-text">%s</span></a>', esc_url( wp_nonce_url( admin_url( 'admin-post.php?action=' . self::DISMISS ), self::DISMISS ) ), esc_html__( 'Dismiss this notice', 'sors-api-for-woocommerce' ) );
		printf(
			'<div class="notice notice-info" style="position:relative;padding-right:38px"><p><strong>%s</strong> %s</p><p><a class="button button-primary" href="%s">%s</a></p>%s</div>',
			esc_html__( 'SORS:', 'sors-api-for-woocommerce' ),
			esc_html__( 'The plugin is active, but the shop is not connected with SORS yet.', 'sors-api-for-woocommerce' ),
			esc_url( Menu::url( [ 'path' => 'connect' ] ) ),
			esc_html__( 'Connect with SORS (3 minutes)', 'sors-api-for-woocommerce' ),
			wp_kses_post( $cross )
		);
	}

	public function dismiss(): void {
		check_admin_referer( self::DISMISS );
		self::mustManage();
		update_option( self::DISMISSED, 1, true );
		$back = wp_get_referer();
		wp_safe_redirect( false === $back ? admin_url() : $back );
		exit;
	}

	private static function mustManage(): void {
		if ( ! current_user_can( Access::CAPABILITY ) ) {
			wp_die( esc_html__( 'Only people who may manage the shop can do this.', 'sors-api-for-woocommerce' ), '', [ 'response' => 403 ] );
		}
	}

	/** @return list<Point> */
	private static function pending(): array {
		return array_map(
			static fn( string $message ): array => [
				'message'  => Sentence::shown( $message ),
				'severity' => 'warning',
				'code'     => '',
				'params'   => [ 'path' => 'products', 'view' => 'pending' ],
				'label'    => __( 'See what waits', 'sors-api-for-woocommerce' ),
			],
			array_values( PendingReport::news() )
		);
	}

	/** @return list<Point> */
	private function decisions(): array {
		$last   = $this->test->last();
		$paused = $this->outbox->paused();
		if ( null !== $paused && 'rate_limited' === $paused['code'] ) {
			// Over before it could be read.
			$paused = null;
		}
		$points = [];
		foreach ( $this->decisions->urgent( $last['result'] ?? null, $paused, OrderQueries::counts( Decisions::STATES ) ) as $decision ) {
			if ( 'info' !== $decision['severity'] ) {
				/** @var array<string, string> $params */
				$params   = (array) $decision['params'];
				$points[] = [
					'message'  => $decision['message'],
					'severity' => $decision['severity'],
					'code'     => $decision['code'],
					'params'   => [ 'path' => $decision['screen'] ] + $params,
					'label'    => $decision['button'],
				] + array_intersect_key( $decision, [ 'url' => true ] );
			}
		}
		return $points;
	}

	public function decideAddress(): void {
		check_admin_referer( self::ACTION );
		self::mustManage();
		$answer = isset( $_POST['answer'] ) && is_string( $_POST['answer'] ) ? sanitize_key( $_POST['answer'] ) : '';
		if ( StoreIdentity::isCopy() && 'moved' === $answer ) {
			StoreIdentity::confirmMoved();
		} elseif ( StoreIdentity::isCopy() && 'copy' === $answer ) {
			StoreIdentity::confirmCopy();
		}
		wp_safe_redirect( Menu::url() );
		exit;
	}

	private static function addressButtons( string $code ): string {
		$buttons = '';
		$answers = [
			'moved' => Decisions::ADDRESS_CHANGED === $code ? __( 'The shop moved: go on sending orders', 'sors-api-for-woocommerce' ) : __( 'This is the shop: send orders from here', 'sors-api-for-woocommerce' ),
			'copy'  => __( 'This is a copy: send nothing from here', 'sors-api-for-woocommerce' ),
		];
		foreach ( $answers as $answer => $label ) {
			$buttons .= sprintf( '<button type="submit" class="button" name="answer" value="%s">%s</button> ', esc_attr( $answer ), esc_html( $label ) );
		}
		return sprintf(
			'<form method="post" action="%s"><input type="hidden" name="action" value="%s">%s%s</form>',
			esc_url( admin_url( 'admin-post.php' ) ),
			esc_attr( self::ACTION ),
			wp_nonce_field( self::ACTION, '_wpnonce', true, false ),
			$buttons
		);
	}

	/** @param list<Point> $points */
	private static function notice( array $points ): void {
		if ( [] === $points ) {
			return;
		}
		$isOne = 1 === count( $points );
		$items = '';
		foreach ( $points as $point ) {
			$action = in_array( $point['code'], [ Decisions::ADDRESS_CHANGED, Decisions::ENVIRONMENT_UNCONFIRMED ], true )
				? self::addressButtons( $point['code'] )
				: sprintf( '<a%s href="%s">%s</a>', $isOne ? ' class="button"' : '', esc_url( $point['url'] ?? Menu::url( $point['params'] ) ), esc_html( $point['label'] ) );
			$items .= sprintf( $isOne ? ' %s</p><p>%s</p>' : '<li>%s %s</li>', esc_html( $point['message'] ), $action );
		}
		printf(
			$isOne ? '<div class="notice notice-%s"><p><strong>%s</strong>%s</div>' : '<div class="notice notice-%s"><p><strong>%s</strong></p><ul class="ul-disc">%s</ul></div>',
			in_array( 'error', array_column( $points, 'severity' ), true ) ? 'error' : 'warning',
			$isOne ? esc_html__( 'SORS:', 'sors-api-for-woocommerce' ) : esc_html__( 'SORS: this needs your attention', 'sors-api-for-woocommerce' ),
			// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Escaped piece by piece above.
			$items
		);
	}
}
