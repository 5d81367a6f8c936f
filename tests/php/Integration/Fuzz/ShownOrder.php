<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

use SorsApi\Admin\OrderBox;
use SorsApi\Admin\OrderList;
use SorsApi\OrderServices;

'cli' === PHP_SAPI || exit;

/** All of the plugin's HTML about an order: box, list, notes, tooltips and mail. */
final class ShownOrder {

	public static function html( \WC_Order $order, OrderServices $services ): string {
		$mails = '';
		$keep  = static function ( $sent, array $mail ) use ( &$mails ) {
			$mails .= $mail['message'];
			return $sent;
		};
		$user = get_current_user_id();
		delete_option( 'sors_digest' );
		wp_set_current_user( 1 );
		ob_start();
		( new OrderBox( $services->api() ) )->show( $order );
		( new OrderList() )->showColumn( 'sors', $order );
		$html = (string) ob_get_clean();
		wp_set_current_user( $user );
		preg_match_all( '/data-tip="([^"]*)"/', $html, $tips );
		add_filter( 'pre_wp_mail', $keep, 9, 2 );
		$services->tick()->run( 1 );
		remove_filter( 'pre_wp_mail', $keep, 9 );
		foreach ( wc_get_order_notes( [ 'order_id' => $order->get_id() ] ) as $note ) {
			// Those of WooCommerce itself name its lines.
			$html .= 1 === preg_match( '/SORS/', $note->content ) ? wpautop( wp_kses_post( $note->content ) ) : '';
		}
		return $html . html_entity_decode( implode( ' ', $tips[1] ), ENT_QUOTES ) . $mails;
	}
}
