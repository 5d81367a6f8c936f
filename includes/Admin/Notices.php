<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Overview\Decisions;
use SorsApi\Settings\Access;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\StoreIdentity;

/**
 * Notices in wp-admin on what stops the exchange with SORS, and on orders that
 * need attention; after a change of the shop's address, with the two buttons
 * that decide it.
 */
final class Notices {

	private const ACTION = 'sors_store_address';

	/** Screens where the owner manages the shop; elsewhere nothing is shown. */
	private const SCREENS = [ 'dashboard', 'plugins', 'edit-product', 'edit-shop_order' ];

	private Decisions $decisions;
	private LastTest $test;
	private StoreIdentity $identity;
	private Outbox $outbox;

	public function __construct( Decisions $decisions, LastTest $test, StoreIdentity $identity, Outbox $outbox ) {
		$this->decisions = $decisions;
		$this->test      = $test;
		$this->identity  = $identity;
		$this->outbox    = $outbox;
	}

	public function register(): void {
		add_action( 'admin_notices', [ $this, 'show' ] );
		add_action( 'admin_post_' . self::ACTION, [ $this, 'decideAddress' ] );
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
		Log::guard( 'The notices', fn() => $this->showDecisions() );
	}

	private function showDecisions(): void {
		$last   = $this->test->last();
		$outbox = $this->outbox;
		$paused = $outbox->paused();
		if ( null !== $paused && 'rate_limited' === $paused['code'] ) {
			// Over before it could be read.
			$paused = null;
		}
		foreach ( $this->decisions->urgent( $last['result'] ?? null, $paused, $outbox->counts( Decisions::STATES ) ) as $decision ) {
			if ( in_array( $decision['code'], [ Decisions::ADDRESS_CHANGED, Decisions::ENVIRONMENT_UNCONFIRMED ], true ) ) {
				self::notice( $decision['message'], self::addressButtons( $decision['code'] ) );
			} elseif ( 'info' !== $decision['severity'] ) {
				self::notice( $decision['message'], sprintf( '<a class="button" href="%s">%s</a>', esc_url( Menu::url() ), esc_html__( 'Open Sors API', 'sors-api-for-woocommerce' ) ), $decision['severity'] );
			}
		}
	}

	public function decideAddress(): void {
		check_admin_referer( self::ACTION );
		if ( ! current_user_can( Access::CAPABILITY ) ) {
			wp_die( esc_html__( 'Only people who may manage the shop can do this.', 'sors-api-for-woocommerce' ), '', [ 'response' => 403 ] );
		}
		$answer = $_POST['answer'] ?? '';
		if ( $this->identity->isCopy() && 'moved' === $answer ) {
			$this->identity->confirmMoved();
		} elseif ( $this->identity->isCopy() && 'copy' === $answer ) {
			$this->identity->confirmCopy();
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

	/** @param string $buttons Escaped HTML. */
	private static function notice( string $message, string $buttons, string $severity = 'error' ): void {
		printf(
			'<div class="notice notice-%s"><p><strong>%s</strong> %s</p>%s</div>',
			esc_attr( $severity ),
			esc_html__( 'SORS:', 'sors-api-for-woocommerce' ),
			esc_html( $message ),
			// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
			'' === $buttons ? '' : '<p>' . $buttons . '</p>'
		);
	}
}
