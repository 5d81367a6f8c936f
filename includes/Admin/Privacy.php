<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Settings\SettingsStore;

/** Makes WordPress' tools for personal data know what we keep: see docs/privacy.md. */
final class Privacy {

	private const ID = 'sors-api-for-woocommerce';

	public function register(): void {
		add_filter( 'wp_privacy_personal_data_exporters', [ $this, 'addExporter' ] );
		// After all others have added theirs, so that ours is first: WooCommerce's takes the e-mail address out of the orders.
		add_filter( 'wp_privacy_personal_data_erasers', [ $this, 'addEraser' ], 100 );
		add_action( 'admin_init', [ self::class, 'addPolicy' ] );
	}

	/**
	 * @param array<string, array<string, mixed>> $exporters
	 * @return array<string, array<string, mixed>>
	 */
	public function addExporter( array $exporters ): array {
		$exporters[ self::ID ] = [
			'exporter_friendly_name' => __( 'Documents in SORS', 'sors-api-for-woocommerce' ),
			'callback'               => [ PrivacyExport::class, 'export' ],
		];
		return $exporters;
	}

	/**
	 * @param array<string, array<string, mixed>> $erasers
	 * @return array<string, array<string, mixed>>
	 */
	public function addEraser( array $erasers ): array {
		$ours = [
			'eraser_friendly_name' => __( 'Documents in SORS', 'sors-api-for-woocommerce' ),
			'callback'             => [ PrivacyErasure::class, 'erase' ],
		];
		return [ self::ID => $ours ] + $erasers;
	}

	public static function addPolicy(): void {
		/* translators: %d: number of days. */
		$text = __( 'Orders are sent to our business software SORS (Softkom d.o.o.), where they become documents: the name, address, delivery address, e-mail and phone of the buyer, the company with its tax number and registration number, the note to the order, the goods, prices, the way of payment and delivery, and when and how much was paid. We may look up there how much a buyer owes. We keep the documents as long as the law on bookkeeping demands. A copy of what was sent stays in this shop for %d days. Tax number and registration number stay with the order and, for the next purchase, with the account. An account may be linked with a customer in SORS, whose code, name and discount then stay with it.', 'sors-api-for-woocommerce' );
		wp_add_privacy_policy_content(
			__( 'SORS API for WooCommerce', 'sors-api-for-woocommerce' ),
			'<p>' . esc_html( sprintf( $text, SettingsStore::load()->retentionDays ) ) . '</p>'
		);
	}
}
