<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

/** Makes WordPress' tools for personal data know what we keep: see docs/privacy.md. */
final class Privacy {

	private const ID = 'sors-api-for-woocommerce';

	private PrivacyExport $export;
	private PrivacyErasure $erasure;

	public function __construct( PrivacyExport $export, PrivacyErasure $erasure ) {
		$this->export  = $export;
		$this->erasure = $erasure;
	}

	public function register(): void {
		add_filter( 'wp_privacy_personal_data_exporters', [ $this, 'addExporter' ] );
		// After all others have added theirs, so that ours is first: WooCommerce's takes the e-mail address out of the orders.
		add_filter( 'wp_privacy_personal_data_erasers', [ $this, 'addEraser' ], 100 );
		add_action( 'admin_init', [ self::class, 'addPolicy' ] );
	}

	/**
	 * @param array<string, array<string, mixed>> $exporters
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public function addExporter( array $exporters ): array {
		$exporters[ self::ID ] = [
			'exporter_friendly_name' => __( 'Documents in SORS', 'sors-api-for-woocommerce' ),
			'callback'               => [ $this->export, 'export' ],
		];
		return $exporters;
	}

	/**
	 * @param array<string, array<string, mixed>> $erasers
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public function addEraser( array $erasers ): array {
		$ours = [
			'eraser_friendly_name' => __( 'Documents in SORS', 'sors-api-for-woocommerce' ),
			'callback'             => [ $this->erasure, 'erase' ],
		];
		return [ self::ID => $ours ] + $erasers;
	}

	public static function addPolicy(): void {
		wp_add_privacy_policy_content(
			__( 'SORS API for WooCommerce', 'sors-api-for-woocommerce' ),
			'<p>' . esc_html__( 'Orders are sent to our business software SORS, where they become documents: the name, address, delivery address, e-mail and phone of the buyer, the company with its tax number and registration number, the note to the order, the goods, prices and the way of payment and delivery. The documents are kept there as long as the law on bookkeeping demands.', 'sors-api-for-woocommerce' ) . '</p>'
		);
	}
}
